namespace Repro.Models.Storage.PyTorch;

/// <summary>A dictionary with texts as keys, in the order of insertion.</summary>
/// <param name="ordered">Whether it is an OrderedDict, which alone may have attributes.</param>
internal sealed class PickledDictionary(bool ordered)
{
    private List<(string Key, object Value)>? _items;

    public bool Ordered => ordered;

    /// <summary>What was set, also twice.</summary>
    public IReadOnlyList<(string Key, object Value)> Items => _items ?? [];

    public void Set(string key, object value) => (_items ??= []).Add((key, value));
}
