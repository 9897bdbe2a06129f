namespace Repro.Models.Hub;

/// <summary>What a download may cost before it is given up.</summary>
public sealed record DownloadLimits
{
    /// <summary>Longest wait for a connection.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Longest wait for an answer, and for the next byte of one.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Requests for one file, the first included.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Pause before the second request; each further one is twice as long.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Largest file in bytes. GPT-2 small has 548 MB, a published arithmetic model up to 56 MB.</summary>
    public long LargestFile { get; init; } = 1L << 30;
}
