namespace Router.Core.Rulesets;

/// <summary>What a field is compared with, or gets.</summary>
public abstract record Operand
{
    private Operand()
    {
    }

    /// <summary>One value, in nft's words.</summary>
    public sealed record Value(string Text) : Operand;

    /// <summary>Any of the values that stand in the rule itself.</summary>
    public sealed record OneOf(Elements Values) : Operand;

    /// <summary>Any member of a set of the table.</summary>
    public sealed record MemberOf(string Set) : Operand;

    /// <summary>What a map of the table has for the key.</summary>
    public sealed record Lookup(Selector Key, string Map) : Operand;

    /// <summary>What the pairs that stand in the rule itself have for the key.</summary>
    public sealed record LookupIn(Selector Key, Elements Pairs) : Operand;
}
