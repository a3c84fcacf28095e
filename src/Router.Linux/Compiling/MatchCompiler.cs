using Router.Core.Rulesets;
using Router.Wire.Netlink.Nftables;
using static Router.Core.Rulesets.Statement;

namespace Router.Linux.Compiling;

/// <summary>What packets have to be for a rule to go on, as expressions of the kernel's.</summary>
internal sealed class MatchCompiler(TableSets sets, FieldLoader loader, ExpressionWriter to)
{
    /// <summary>False: it has words that only nft knows.</summary>
    public bool TryWrite(Match match)
    {
        switch (match.Operand)
        {
            case Operand.MemberOf member when sets.Find(member.Set) is { } set && loader.TryLoad(match.Selector, set.Type.IsInterval):
                to.Lookup(set.Reference, match.Not);
                return true;
            case Operand.Value value:
                return TryCompare(match, value.Text);
            // nft makes a comparison of a single value.
            case Operand.OneOf { Values.Count: 1 } one when !match.Selector.IsJoined:
                return TryCompare(match, one.Values[0].ToString());
            case Operand.OneOf any when FieldLoader.Fields(match.Selector) is { } fields
                && sets.Add(fields, data: null, any.Values) is { } set:
                loader.Load(fields, set.Type.IsInterval);
                to.Lookup(set.Reference, match.Not);
                return true;
            default:
                return false;
        }
    }

    private bool TryCompare(Match match, string text)
    {
        if (match.Selector.IsJoined || Field.Find(match.Selector.Text) is not { } field)
            return false;
        if (match.Selector.Mask is { } mask)
            return TryCompareMasked(field, mask, text, match.Not);
        if (field.Words.Write(text, field) is not { } value)
            return TryCompareRange(field, text, match.Not);
        loader.Load(field, field.Load.Length);
        if (field.Words.AreBits)
        {
            to.Mask(value);
            to.Compare(match.Not ? Comparison.Equal : Comparison.NotEqual, new byte[value.Length]);
            return true;
        }
        to.Compare(Equality(match.Not), value);
        if (!match.Not)
            loader.Know(field, value);
        return true;
    }

    private bool TryCompareMasked(Field field, string mask, string text, bool not)
    {
        if (field.Words.Write(mask, field) is not { } bits || field.Words.Write(text, field) is not { } value)
            return false;
        loader.Load(field, field.Load.Length);
        to.Mask(bits);
        to.Compare(Equality(not), value);
        return true;
    }

    /// <summary>A prefix or a range of addresses or ports.</summary>
    private bool TryCompareRange(Field field, string text, bool not)
    {
        if (field.Type is not { } type || SetType.Parse(type, interval: true) is not { } set
            || SetElement.Range(set, text) is not var (first, last))
            return false;
        if (!text.Contains('/', StringComparison.Ordinal) || Prefix.LengthOf(first, last) is not { } bits)
            return TryCompareBetween(field, first, last, not);
        var whole = bits > 0 && bits % 8 == 0;
        loader.Load(field, whole ? bits / 8 : field.Load.Length);
        if (!whole)
            to.Mask(Prefix.Mask(bits, first.Length));
        to.Compare(Equality(not), whole ? first.AsSpan(0, bits / 8) : first);
        return true;
    }

    /// <summary>What is not in a range is another expression, which our rulesets do without.</summary>
    private bool TryCompareBetween(Field field, byte[] first, byte[] last, bool not)
    {
        if (not)
            return false;
        loader.Load(field, field.Load.Length);
        to.Compare(Comparison.AtLeast, first);
        to.Compare(Comparison.AtMost, last);
        return true;
    }

    private static Comparison Equality(bool not) => not ? Comparison.NotEqual : Comparison.Equal;
}
