namespace Repro.Models.Hub;

/// <summary>What a downloaded file must be.</summary>
/// <param name="Sha256">Its hash, lower-case hexadecimal.</param>
/// <param name="Origin">Where that is known from, as the end of a sentence about the hash.</param>
/// <param name="Size">Bytes, or null where that is not known.</param>
public sealed record ExpectedContent(string Sha256, string Origin, long? Size = null);
