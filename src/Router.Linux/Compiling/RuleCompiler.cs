using Router.Core.Rulesets;
using Router.Wire.Netlink.Nftables;
using static Router.Core.Rulesets.Statement;
using KernelVerdict = Router.Wire.Netlink.Nftables.Verdict;

namespace Router.Linux.Compiling;

/// <summary>One rule as expressions of the kernel's.</summary>
/// <param name="sets">Those of the table.</param>
/// <param name="to">Takes the expressions.</param>
internal sealed class RuleCompiler(TableSets sets, ExpressionWriter to)
{
    private const uint ReturnOfMaximumSegmentSize = 2;
    private const byte MaximumSegmentSize = 2;

    private byte family, protocol;

    /// <summary>False: the rule has words that only nft knows.</summary>
    public bool Understood { get; private set; } = true;

    public void Write(Rule rule)
    {
        foreach (var statement in rule.Statements)
            Write(statement);
    }

    private void Write(Statement statement)
    {
        switch (statement)
        {
            case Match match: Write(match); break;
            case Statement.Verdict verdict: to.End(Translated(verdict)); break;
            case Count { Name: null }: to.Count(); break;
            case Count count: to.Object(ObjectType.Counter, count.Name!); break;
            case Limit limit: to.Object(ObjectType.Limit, limit.Name); break;
            case LimitEach each:
                if (LoadAll(each.Key, inNetworkOrder: false) is not null && sets.Find(each.Set) is { } set)
                    to.LimitEach(set.Reference, RulesetCompiler.Rate(each.Rate));
                else
                    Understood = false;
                break;
            case Log log: to.Log(log.Line); break;
            case LogGroup log: to.Log((ushort)log.Group, log.Length); break;
            case Assign assign: Write(assign); break;
            case Translate translate: Write(translate); break;
            case Masquerade: to.Masquerade(); break;
            case Offload offload: to.Offload(offload.Flowtable); break;
            case Reject reject: Write(reject); break;
            default: Understood = false; break;
        }
    }

    private void Write(Match match)
    {
        switch (match.Operand)
        {
            case Operand.MemberOf member when sets.Find(member.Set) is { } set && LoadAll(match.Selector, set.Type.IsInterval) is not null:
                to.Lookup(set.Reference, match.Not);
                break;
            case Operand.Value value: Compare(match, value.Text); break;
            // nft makes a comparison of a single value.
            case Operand.OneOf { Values.Count: 1 } one when !match.Selector.IsJoined: Compare(match, one.Values[0].ToString()); break;
            case Operand.OneOf any when Fields(match.Selector) is { } fields && sets.Add(fields, data: null, any.Values) is { } set:
                Load(fields, set.Type.IsInterval);
                to.Lookup(set.Reference, match.Not);
                break;
            default: Understood = false; break;
        }
    }

    private void Compare(Match match, string text)
    {
        if (match.Selector.IsJoined || Field.Find(match.Selector.Text) is not { } field)
        {
            Understood = false;
            return;
        }
        Need(field);
        if (match.Selector.Mask is { } mask)
            CompareMasked(field, mask, text, match.Not);
        else if (field.Words.Write(text, field) is { } value)
            CompareValue(field, value, match.Not);
        else
            CompareRange(field, text, match.Not);
    }

    private void CompareMasked(Field field, string mask, string text, bool not)
    {
        if (Bits(field, mask) is not { } bits || Bits(field, text) is not { } value)
        {
            Understood = false;
            return;
        }
        to.Load(field.Load, ExpressionWriter.FirstRegister);
        to.Mask(bits);
        to.Compare(not ? Comparison.NotEqual : Comparison.Equal, value);
    }

    private static byte[]? Bits(Field field, string text) => field.Words.Write(text, field);

    private void CompareValue(Field field, byte[] value, bool not)
    {
        to.Load(field.Load, ExpressionWriter.FirstRegister);
        if (field.Words.AreBits)
        {
            to.Mask(value);
            to.Compare(not ? Comparison.Equal : Comparison.NotEqual, new byte[value.Length]);
            return;
        }
        to.Compare(not ? Comparison.NotEqual : Comparison.Equal, value);
        if (not)
            return;
        if (field == Field.Find("meta nfproto"))
            family = value[0];
        else if (field == Field.Find("meta l4proto"))
            protocol = value[0];
    }

    /// <summary>A prefix or a range of addresses or ports.</summary>
    private void CompareRange(Field field, string text, bool not)
    {
        if (field.Type is not { } type || SetType.Parse(type, interval: true) is not { } set || SetElement.Range(set, text) is not var (first, last))
        {
            Understood = false;
            return;
        }
        var bits = CommonBits(first, last);
        if (bits < 0)
        {
            CompareBetween(field, first, last, not);
            return;
        }
        var comparison = not ? Comparison.NotEqual : Comparison.Equal;
        if (bits % 8 == 0 && bits > 0)
        {
            to.Load(field.Load with { Length = bits / 8 }, ExpressionWriter.FirstRegister);
            to.Compare(comparison, first.AsSpan(0, bits / 8));
            return;
        }
        to.Load(field.Load, ExpressionWriter.FirstRegister);
        to.Mask(PrefixMask(bits, first.Length));
        to.Compare(comparison, first);
    }

    private void CompareBetween(Field field, byte[] first, byte[] last, bool not)
    {
        // What is not in a range is another expression, which our rulesets do without.
        if (not)
        {
            Understood = false;
            return;
        }
        to.Load(field.Load, ExpressionWriter.FirstRegister);
        to.Compare(Comparison.AtLeast, first);
        to.Compare(Comparison.AtMost, last);
    }

    private void Write(Assign assign)
    {
        switch (assign)
        {
            case { Field.Text: "ct helper", Operand: Operand.Value helper }:
                to.Object(ObjectType.Helper, helper.Text.Trim('"'));
                return;
            case { Field.Text: "tcp option maxseg size", Operand: Operand.Value { Text: "rt mtu" } }:
                to.Load(Field.Find("rt mtu")!.Load, ExpressionWriter.FirstRegister);
                to.ToNetworkOrder(ExpressionWriter.FirstRegister, length: 2);
                to.WriteTcpOption(MaximumSegmentSize, ReturnOfMaximumSegmentSize);
                return;
        }
        if (Field.Find(assign.Field.Text) is not { Sets: { } store } field || !TryPut(field, assign.Operand))
            Understood = false;
        else
            store(to, field.Load.Key);
    }

    /// <summary>Into the first register.</summary>
    private bool TryPut(Field field, Operand operand)
    {
        switch (operand)
        {
            case Operand.Value value when Field.Find(value.Text) is { } other:
                to.Load(other.Load, ExpressionWriter.FirstRegister);
                return true;
            case Operand.Value value when field.Words.Write(value.Text, field) is { } bytes:
                to.Put(ExpressionWriter.FirstRegister, bytes);
                return true;
            case Operand.LookupIn lookup
                when Fields(lookup.Key) is { } fields && field.Type is { } data && sets.Add(fields, data, lookup.Pairs) is { } map:
                Load(fields, map.Type.IsInterval);
                to.LookupInto(map.Reference);
                return true;
            case Operand.Lookup lookup:
                return LookUp(lookup) is not null;
            default:
                return false;
        }
    }

    /// <summary>Into the first register and those behind it. Null: the map or its key is not known.</summary>
    private TableSet? LookUp(Operand.Lookup lookup)
    {
        if (sets.Find(lookup.Map) is not { } map || LoadAll(lookup.Key, map.Type.IsInterval) is null)
            return null;
        to.LookupInto(map.Reference);
        return map;
    }

    private void Write(Translate translate)
    {
        var address = translate.IPv6 ? "ipv6_addr" : "ipv4_addr";
        if (translate.To is Operand.Lookup lookup && LookUp(lookup) is { } map)
        {
            // A port behind the address begins in the next register.
            uint? port = map.Type.Data.Count > 1 ? Register(map.Type.Data[0].Length) : null;
            to.Translate(translate.Destination, translate.IPv6, upTo: null, port);
        }
        else if (translate.To is Operand.Value value && SetElement.Range(SetType.Parse(address, interval: true)!, value.Text) is var (first, last))
        {
            to.Put(ExpressionWriter.FirstRegister, first);
            uint? upTo = first.AsSpan().SequenceEqual(last) ? null : ExpressionWriter.FirstRegister + 1;
            if (upTo is { } register)
                to.Put(register, last);
            to.Translate(translate.Destination, translate.IPv6, upTo, port: null);
        }
        else
        {
            Understood = false;
        }
    }

    private void Write(Reject reject)
    {
        switch (reject.With)
        {
            case "tcp reset": to.Reject(type: 1, code: 0); break;
            case "icmpx admin-prohibited": to.Reject(type: 2, code: 3); break;
            default: Understood = false; break;
        }
    }

    private static KernelVerdict Translated(Statement.Verdict verdict) => new(
        verdict.Kind switch
        {
            VerdictKind.Accept => 1,
            VerdictKind.Drop => 0,
            VerdictKind.Jump => -3,
            VerdictKind.Goto => -4,
            _ => -5,
        },
        verdict.Chain);

    private IReadOnlyList<Field>? LoadAll(Selector selector, bool inNetworkOrder)
    {
        if (Fields(selector) is not { } fields)
            return null;
        Load(fields, inNetworkOrder);
        return fields;
    }

    /// <summary>One behind the other, each from a multiple of four bytes on.</summary>
    /// <param name="fields">At least one.</param>
    /// <param name="inNetworkOrder">Ranges of several fields are compared byte by byte.</param>
    private void Load(IReadOnlyList<Field> fields, bool inNetworkOrder)
    {
        foreach (var field in fields)
            Need(field);
        var at = 0;
        foreach (var field in fields)
        {
            to.Load(field.Load, Register(at));
            if (field.IsOfHost && inNetworkOrder && fields.Count > 1)
                to.ToNetworkOrder(Register(at), field.Load.Length);
            at += (field.Load.Length + 3) & ~3;
        }
    }

    /// <summary>Four of sixteen bytes, of which each is four of four bytes as well; the first counts as the large one.</summary>
    private static uint Register(int offset) => offset % 16 == 0 ? ExpressionWriter.FirstRegister + ((uint)offset / 16) : 8 + ((uint)offset / 4);

    /// <summary>A field of IPv6, or of a protocol, is one only in packets of that.</summary>
    private void Need(Field field)
    {
        if (field.Family != 0 && family != field.Family)
        {
            family = field.Family;
            to.Load(Field.Find("meta nfproto")!.Load, ExpressionWriter.FirstRegister);
            to.Compare(Comparison.Equal, [family]);
        }
        if (field.Protocol != 0 && protocol != field.Protocol)
        {
            protocol = field.Protocol;
            to.Load(Field.Find("meta l4proto")!.Load, ExpressionWriter.FirstRegister);
            to.Compare(Comparison.Equal, [protocol]);
        }
    }

    private static List<Field>? Fields(Selector selector)
    {
        List<Field> fields = [];
        foreach (var words in selector.IsJoined ? selector.Text.Split(" . ") : [selector.Text])
        {
            if (Field.Find(words) is not { } field)
                return null;
            fields.Add(field);
        }
        return fields;
    }

    /// <summary>How many bits a range's first and last have in common where it is a prefix; -1: it is none.</summary>
    private static int CommonBits(byte[] first, byte[] last)
    {
        var bits = 0;
        while (bits < first.Length * 8 && Bit(first, bits) == Bit(last, bits))
            bits++;
        for (var rest = bits; rest < first.Length * 8; rest++)
        {
            if (Bit(first, rest) || !Bit(last, rest))
                return -1;
        }
        return bits;
    }

    private static bool Bit(byte[] bytes, int at) => (bytes[at / 8] & (0x80 >> (at % 8))) != 0;

    private static byte[] PrefixMask(int bits, int length)
    {
        var mask = new byte[length];
        for (var bit = 0; bit < bits; bit++)
            mask[bit / 8] |= (byte)(0x80 >> (bit % 8));
        return mask;
    }
}
