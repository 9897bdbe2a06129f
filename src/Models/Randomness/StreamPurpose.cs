namespace Repro.Models.Randomness;

/// <summary>What a <see cref="RandomSequence"/> is for: streams of different purposes never share a number.</summary>
public enum StreamPurpose
{
    /// <summary>Initial parameters: major = index of the parameter tensor.</summary>
    Initialisation = 1,

    /// <summary>Training questions: major = step, minor = row where rows are drawn one by one.</summary>
    TrainingData = 2,

    /// <summary>Questions that measure accuracy: major = question, minor = question set.</summary>
    Evaluation = 3,

    /// <summary>Question sets of the analysis tools.</summary>
    Analysis = 4,

    /// <summary>Bootstrap, permutation tests and random controls.</summary>
    Statistics = 5,

    /// <summary>Inputs made up by tests.</summary>
    Testing = 6,

    /// <summary>Initial parameters beside those copied from another model: major = index of the parameter tensor.</summary>
    InitialisationBesideCopies = 7,
}
