namespace Repro.Models.Engines;

/// <summary>A device could not do what was asked of it, most often for want of memory. The engine's parameters are as they were.</summary>
public sealed class DeviceException(string message, Exception inner) : IOException(message, inner);
