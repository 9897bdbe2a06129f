using System.Collections.Immutable;

namespace Repro.Claims.Quanta.Probes;

/// <summary>A head's z on the questions of a probe, along its first two principal components.</summary>
/// <param name="Probe">The probe.</param>
/// <param name="Cases">Names of the three cases.</param>
/// <param name="Points">A point a question: both components and the index of its case.</param>
/// <param name="Explained">Share of the variance along each component.</param>
public sealed record CaseProjection(
    TriStateProbe Probe,
    ImmutableArray<string> Cases,
    ImmutableArray<(double First, double Second, int Case)> Points,
    (double First, double Second) Explained);
