namespace Repro.Models.Engines;

/// <summary>A device could not do what was asked of it, most often for want of memory. After a training step that failed, parameters
/// and moments may be half updated: go on from a checkpoint.</summary>
public sealed class DeviceException(string message, Exception inner) : IOException(message, inner);
