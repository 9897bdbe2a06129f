using System.Collections.Frozen;

namespace Repro.Models.Storage.PyTorch;

/// <summary>
/// A Python name that a tensor dictionary may mention. None is ever called: each stands for something that this reader does itself.
/// </summary>
/// <param name="Name">Module and name as the pickle has them, for instance <c>torch._utils _rebuild_tensor_v2</c>.</param>
/// <param name="ElementBytes">Bytes of an element where the name is a type of storage, else 0.</param>
internal sealed record PickledGlobal(string Name, int ElementBytes = 0)
{
    /// <summary>Makes a dictionary.</summary>
    public static readonly PickledGlobal OrderedDict = new("collections OrderedDict");

    /// <summary>Makes a tensor of storage, offset, sizes and strides.</summary>
    public static readonly PickledGlobal RebuildTensor = new("torch._utils _rebuild_tensor_v2");

    /// <summary>float32, the one type whose values are read.</summary>
    public static readonly PickledGlobal FloatStorage = new("torch FloatStorage", sizeof(float));

    private static readonly FrozenDictionary<string, PickledGlobal> Allowed = new[]
    {
        OrderedDict,
        RebuildTensor,
        FloatStorage,
        // Known so that a tensor of another type can be named in a refusal, or be a buffer that nobody reads.
        new("torch DoubleStorage", sizeof(double)),
        new("torch HalfStorage", 2),
        new("torch BFloat16Storage", 2),
        new("torch LongStorage", sizeof(long)),
        new("torch IntStorage", sizeof(int)),
        new("torch ShortStorage", sizeof(short)),
        new("torch CharStorage", 1),
        new("torch ByteStorage", 1),
        new("torch BoolStorage", 1),
    }.ToFrozenDictionary(global => global.Name, StringComparer.Ordinal);

    /// <summary>Whether the name is a type of storage.</summary>
    public bool IsStorage => ElementBytes > 0;

    /// <summary>The global of that name, or null where it is not allowed.</summary>
    public static PickledGlobal? Find(string name) => Allowed.GetValueOrDefault(name);
}
