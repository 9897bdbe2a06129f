namespace Repro.Claims.Quanta.Algorithm;

/// <summary>One statement of a declarative algorithm about one digit, which a node map makes valid or not.</summary>
/// <param name="Optional">Whether the algorithm works without it, so that it does not count against it.</param>
public abstract record Clause(bool Optional)
{
    /// <summary>What it is about, digits left out, so that the clauses of all digits can be counted together.</summary>
    public abstract string Subject { get; }

    /// <summary>The statement in words and tags.</summary>
    public abstract string Statement { get; }

    /// <summary>Checks it against a map.</summary>
    public abstract ClauseCheck Check(NodeMap map);
}
