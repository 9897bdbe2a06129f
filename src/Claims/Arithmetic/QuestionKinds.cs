using System.Collections.Immutable;

namespace Repro.Claims.Arithmetic;

/// <summary>Which kinds of question belong to which models.</summary>
public static class QuestionKinds
{
    /// <summary>The kinds that a model of these operations answers.</summary>
    public static ImmutableArray<QuestionKind> Of(OperationMix operations) => operations switch
    {
        OperationMix.Add => [QuestionKind.Add],
        OperationMix.Sub => [QuestionKind.Sub, QuestionKind.Neg],
        OperationMix.Mix => [QuestionKind.Add, QuestionKind.Sub, QuestionKind.Neg],
        _ => throw new ArgumentOutOfRangeException(nameof(operations), operations, message: null),
    };

    /// <summary>The letter that the authors' maps use: S for additions, M for subtractions with positive and N for those with negative answers.</summary>
    public static string Letter(QuestionKind kind) => kind switch
    {
        QuestionKind.Add => "S",
        QuestionKind.Sub => "M",
        _ => "N",
    };
}
