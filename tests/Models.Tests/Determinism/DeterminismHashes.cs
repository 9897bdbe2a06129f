namespace Repro.Models.Tests.Determinism;

/// <summary>
/// The parameters' SHA-256 after the 200 steps (wide: 20) of <see cref="ShortTraining"/>, on every machine: numerics version 1. A change of the engine that changes
/// one of them changes the bits of every model: it raises the numerics version and is stated as such.
/// </summary>
internal static class DeterminismHashes
{
    public static string Of(string config) => config switch
    {
        "tiny" => "6a40f8591516cc29c7e57cca7a52386506844f0e809d19dba80a9f9b228427e9",
        "tiny-gelu" => "d6b999948655871cc7f6c6617e084737692fc19d5b61385d2c5b8ae6c2a1170b",
        "compact" => "b76061a8cffbf0f14ee0f0d60e3c316d51b4655a4d8132ae168b57e380aa3560",
        "wide" => "997202055354b331d8bcf363fcc289e1457050f39a758b441d4db9b0994529d5",
        _ => throw new ArgumentException($"'{config}' has no known hash; tiny, tiny-gelu, compact and wide have."),
    };
}
