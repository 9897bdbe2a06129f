using MathNet.Numerics.LinearAlgebra;

namespace Repro.Claims.Quanta.Probes;

/// <summary>
/// Assigns a sample to the class whose mean is nearest after whitening with the covariance of all training samples: linear boundaries, no
/// parameter to choose but a small ridge.
/// </summary>
internal sealed class NearestMean
{
    /// <summary>Added to every variance, as a share of the mean one, so that directions in which nothing varies decide nothing.</summary>
    private const double Ridge = 0.01;

    private readonly Vector<double>[] _weights;
    private readonly double[] _offsets;

    /// <summary>Learns from samples, one a row.</summary>
    /// <param name="samples">[sample, feature].</param>
    /// <param name="labels">Class of each sample, from 0; every class must occur.</param>
    /// <param name="classes">Number of classes.</param>
    public NearestMean(Matrix<double> samples, ReadOnlySpan<int> labels, int classes)
    {
        var means = new Vector<double>[classes];
        var counts = new int[classes];
        for (var row = 0; row < samples.RowCount; row++)
        {
            var mean = means[labels[row]] ??= Vector<double>.Build.Dense(samples.ColumnCount);
            mean.Add(samples.Row(row), mean);
            counts[labels[row]]++;
        }

        var covariance = Covariance(samples);
        var scale = covariance.Trace() / covariance.RowCount;
        for (var i = 0; i < covariance.RowCount; i++)
        {
            // Where nothing varies at all any number keeps the matrix invertible.
            covariance[i, i] += scale > 0 ? Ridge * scale : 1;
        }

        // |x − m|² in the whitened space is least where m'C⁻¹x − ½ m'C⁻¹m is greatest.
        var solver = covariance.Cholesky();
        _weights = new Vector<double>[classes];
        _offsets = new double[classes];
        for (var label = 0; label < classes; label++)
        {
            var mean = means[label] / counts[label];
            _weights[label] = solver.Solve(mean);
            _offsets[label] = _weights[label].DotProduct(mean) / 2;
        }
    }

    /// <summary>The class of a sample; of equally near ones the first.</summary>
    public int Classify(Vector<double> sample)
    {
        var best = 0;
        var most = double.NegativeInfinity;
        for (var label = 0; label < _weights.Length; label++)
        {
            var score = _weights[label].DotProduct(sample) - _offsets[label];
            (best, most) = score > most ? (label, score) : (best, most);
        }

        return best;
    }

    /// <summary>Covariance of the features, [feature, feature].</summary>
    public static Matrix<double> Covariance(Matrix<double> samples)
    {
        var mean = samples.ColumnSums() / samples.RowCount;
        var centred = Matrix<double>.Build.Dense(samples.RowCount, samples.ColumnCount, (row, column) => samples[row, column] - mean[column]);
        return centred.TransposeThisAndMultiply(centred) / samples.RowCount;
    }
}
