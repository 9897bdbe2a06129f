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
}
