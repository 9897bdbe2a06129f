using Repro.Claims.Arithmetic;

namespace Repro.Claims.Quanta.Tasks;

/// <summary>A range of positions, both ends included: where the nodes of a sub-task are looked for, or must lie by an algorithm.</summary>
/// <param name="First">First position.</param>
/// <param name="Last">Last position.</param>
public readonly record struct PositionWindow(int First, int Last)
{
    /// <summary>From the operator to the sign token: where tri-states are collected, before the first digit is predicted.</summary>
    public static PositionWindow OperatorToSign(QuestionLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return new(layout.Operator, layout.Sign);
    }

    /// <summary>Everything up to '=', where the sign is predicted.</summary>
    public static PositionWindow UpToEqualsSign(QuestionLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return new(0, layout.EqualsSign);
    }

    /// <summary>Everything up to the position that predicts A_k.</summary>
    public static PositionWindow UpToPrediction(QuestionLayout layout, int k)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return new(0, layout.PredictedAt(k));
    }

    /// <summary>The positions that predict A_n to A_0.</summary>
    public static PositionWindow Digits(QuestionLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return new(layout.PredictedAt(layout.Digits), layout.PredictedAt(0));
    }

    /// <summary>The one position that predicts A_k.</summary>
    public static PositionWindow Prediction(QuestionLayout layout, int k)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return new(layout.PredictedAt(k), layout.PredictedAt(k));
    }

    /// <summary>Whether a position lies in it.</summary>
    public bool Contains(int position) => position >= First && position <= Last;

    /// <inheritdoc/>
    public override string ToString() => First == Last ? $"P{First}" : $"P{First} to P{Last}";
}
