using Router.Documents;

namespace Router.Core.Rulesets;

/// <summary>Two rules are the same where the kernel could not tell them apart.</summary>
public sealed record Rule(ValueList<Statement> Statements)
{
    /// <summary>In bytes; the kernel refuses longer ones.</summary>
    private const int LongestComment = 128;

    /// <summary>A name for people, which the kernel keeps with the rule; too long a name is cut.</summary>
    public string? Comment { get; init; }

    /// <summary>As the kernel keeps it.</summary>
    public string? KernelComment => Comment is null ? null : NftText.Short(Comment, LongestComment);

    /// <summary>The place of the document that made the rule, as words; null: every ruleset has it.</summary>
    public IReadOnlyList<string>? Path { get; init; }

    public static Rule Of(params ReadOnlySpan<Statement> statements) => new(ValueList.Create(statements));

    public bool Equals(Rule? other) => other is not null && Comment == other.Comment && Statements.Equals(other.Statements);

    public override int GetHashCode() => HashCode.Combine(Comment, Statements);

    /// <summary>What it does in the end is this.</summary>
    public bool Ends(VerdictKind verdict) => Statements is [.., Statement.Verdict { Kind: var kind }] && kind == verdict;

    /// <summary>In nft's language.</summary>
    public override string ToString()
    {
        using var text = new StringWriter();
        RuleWriter.Write(text, this);
        return text.ToString();
    }
}
