using Repro.Models.Transformer;

namespace Repro.Models.Training;

/// <summary>
/// Where a training starts, when not from random parameters alone, and what is put back into the model on the way. A function of
/// nothing but itself and the step, so an interrupted training goes on in the same bits.
/// </summary>
public interface IInitialisation
{
    /// <summary>
    /// What is done, in one line that names method, source and the source's hash. Training is not resumed with another one.
    /// </summary>
    string Identity { get; }

    /// <summary>The parameters before step 0; what comes from nowhere else is drawn from the seed.</summary>
    /// <exception cref="ArgumentException">This cannot initialise a model of that shape.</exception>
    Parameters Start(TransformerConfig config, ulong seed);

    /// <summary>Whether parameters are put back after the optimiser step of this index, 0 … T − 1.</summary>
    bool RestoresAfter(int step);

    /// <summary>Puts them back. The optimiser's moments stay as they are.</summary>
    void Restore(Parameters parameters);
}
