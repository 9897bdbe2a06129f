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
            throw new FormatException($"{e.Message.TrimEnd('.')}. Of the models of the zoo {NearestNames.Suggest(text, Zoo())}.", e);
        }
    }

    /// <summary>A sentence, with a space behind, on the model of the zoo that a well-formed name may have meant; empty when none is so near.</summary>
    public static string Near(ModelName name) =>
        NearestNames.Mistyped($"{name}", Zoo()) is { } meant ? $"{name} is no model of the zoo, but {meant} is. " : "";

    /// <summary>The name of a model to be trained; one that may be mistyped is noted on stderr.</summary>
    /// <exception cref="FormatException">As <see cref="Parse"/>.</exception>
    public static ModelName ParseToTrain(string text)
    {
        var name = Parse(text);
        if (Near(name) is { Length: > 0 } note)
        {
            Console.Error.WriteLine($"note: {note.TrimEnd()}");
        }

        return name;
    }

    private static string[] Zoo() => [.. Catalogue.All.Select(name => $"{name}")];
}
