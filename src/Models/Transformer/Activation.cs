namespace Repro.Models.Transformer;

/// <summary>The non-linearity of the MLPs.</summary>
public enum Activation
{
    /// <summary>max(x, 0): the arithmetic models.</summary>
    Relu,

    /// <summary>0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³))): GPT-2 ("gelu_new").</summary>
    GeluTanh,
}
