using Repro.Claims.Arithmetic;

namespace Repro.Cli.Commands;

/// <summary>Reads a model's name that a user typed.</summary>
internal static class TypedName
{
    /// <summary>The name; any well-formed one, published or not.</summary>
    /// <exception cref="FormatException">The text is no name; the message suggests published ones.</exception>
    public static ModelName Parse(string text)
    {
        try
        {
            return ModelName.Parse(text);
        }
        catch (FormatException e)
        {
            throw new FormatException($"{e.Message.TrimEnd('.')}. Of the models of the zoo {NearestNames.Suggest(text, [.. Catalogue.All.Select(name => $"{name}")])}.", e);
        }
    }
}
