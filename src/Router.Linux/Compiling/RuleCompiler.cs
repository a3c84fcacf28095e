using Router.Core.Rulesets;
using Router.Wire.Netlink.Nftables;
using static Router.Core.Rulesets.Statement;
using KernelVerdict = Router.Wire.Netlink.Nftables.Verdict;

namespace Router.Linux.Compiling;

/// <summary>One rule as expressions of the kernel's.</summary>
internal sealed class RuleCompiler
{
    private const uint First = ExpressionWriter.FirstRegister;
    private const byte MaximumSegmentSize = 2;
    private const uint BehindKindAndLength = 2;

    private readonly TableSets sets;
    private readonly ExpressionWriter to;
    private readonly FieldLoader loader;
    private readonly MatchCompiler matches;

    /// <param name="sets">Those of the table.</param>
    /// <param name="to">Takes the expressions.</param>
    public RuleCompiler(TableSets sets, ExpressionWriter to)
    {
        (this.sets, this.to, loader) = (sets, to, new FieldLoader(to));
        matches = new MatchCompiler(sets, loader, to);
    }

    /// <summary>False: it has words that only nft knows.</summary>
    public bool TryWrite(Rule rule) => rule.Statements.All(TryWrite);

    private bool TryWrite(Statement statement)
    {
        switch (statement)
        {
            case Match match: return matches.TryWrite(match);
            case Statement.Verdict verdict: to.End(Translated(verdict)); return true;
            case Count { Name: null }: to.Count(); return true;
            case Count count: to.Object(ObjectType.Counter, count.Name!); return true;
            case Limit limit: to.Object(ObjectType.Limit, limit.Name); return true;
            case LimitEach each when sets.Find(each.Set) is { } set && loader.TryLoad(each.Key, inNetworkOrder: false):
                to.LimitEach(set.Reference, RulesetCompiler.Rate(each.Rate));
                return true;
            case ConnectionsEach each when sets.Find(each.Set) is { } set && loader.TryLoad(each.Key, inNetworkOrder: false):
                to.ConnectionsEach(set.Reference, each.Most);
                return true;
            case Log log: to.Log(log.Line); return true;
            case LogGroup log: to.Log((ushort)log.Group, log.Length); return true;
            case Assign assign: return TryWrite(assign);
            case Translate translate: return TryWrite(translate);
            case Masquerade masquerade: return TryWrite(masquerade);
            case Offload offload: to.Offload(offload.Flowtable); return true;
            case Reject reject: return TryWrite(reject);
            default: return false;
        }
    }

    private bool TryWrite(Assign assign)
    {
        switch (assign)
        {
            case { Field.Text: "ct helper", Operand: Operand.Value helper }:
                to.Object(ObjectType.Helper, helper.Text.Trim('"'));
                return true;
            case { Field.Text: "tcp option maxseg size", Operand: Operand.Value { Text: "rt mtu" } }:
                to.Load(Field.OfRouteMtu.Load, First);
                to.ToNetworkOrder(First, Field.OfRouteMtu.Load.Length);
                to.WriteTcpOption(MaximumSegmentSize, BehindKindAndLength);
                return true;
            case { Field.Text: "tcp option maxseg size", Operand: Operand.Value size } when PortOf(size.Text) is { } bytes:
                to.Put(First, bytes);
                to.WriteTcpOption(MaximumSegmentSize, BehindKindAndLength);
                return true;
        }
        if (Field.Find(assign.Field.Text) is not { Sets: { } store } field || !TryPut(field, assign.Operand))
            return false;
        store(to, field.Load.Key);
        return true;
    }

    /// <summary>Into the first register.</summary>
    private bool TryPut(Field field, Operand operand)
    {
        switch (operand)
        {
            case Operand.Value value when Field.Find(value.Text) is { } other:
                to.Load(other.Load, First);
                return true;
            case Operand.Value value when value.Text.Split(" ^ ") is [var name, var bits] && Field.Find(name) is { } flipped
                && flipped.Words.Write(bits, flipped) is { } number:
                to.Load(flipped.Load, First);
                to.Flip(number);
                return true;
            case Operand.Value value when field.Words.Write(value.Text, field) is { } bytes:
                to.Put(First, bytes);
                return true;
            case Operand.LookupIn lookup when FieldLoader.Fields(lookup.Key) is { } fields && field.Type is { } data
                && sets.Add(fields, data, lookup.Pairs) is { } map:
                loader.Load(fields, map.Type.IsInterval);
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
        if (sets.Find(lookup.Map) is not { } map || !loader.TryLoad(lookup.Key, map.Type.IsInterval))
            return null;
        to.LookupInto(map.Reference);
        return map;
    }

    private bool TryWrite(Translate translate)
    {
        if (translate.To is Operand.Lookup lookup && LookUp(lookup) is { } map)
        {
            // A port behind the address begins in the next register.
            uint? port = map.Type.Data.Count > 1 ? FieldLoader.Register(map.Type.Data[0].Length) : null;
            to.Translate(translate.Destination, translate.IPv6, upTo: null, port);
            return true;
        }
        var addresses = SetType.Parse(FieldTypes.Address(translate.IPv6), interval: true)!;
        if (translate.To is not Operand.Value value || SetElement.Range(addresses, value.Text) is not var (first, last))
            return false;
        to.Put(First, first);
        uint? upTo = first.AsSpan().SequenceEqual(last) ? null : First + 1;
        if (upTo is { } register)
            to.Put(register, last);
        uint? portAt = translate.Port is null ? null : First + 1;
        if (translate.Port is { } number)
            to.Put(First + 1, [(byte)(number >> 8), (byte)number]);
        to.Translate(translate.Destination, translate.IPv6, upTo, portAt, translate.IsPrefix);
        return true;
    }

    private bool TryWrite(Masquerade masquerade)
    {
        if (masquerade.Ports is not { } ports)
        {
            to.Masquerade(firstPort: null, lastPort: null, masquerade.Random, masquerade.Persistent);
            return true;
        }
        var ends = ports.Split('-');
        if (PortOf(ends[0]) is not { } first || PortOf(ends[^1]) is not { } last)
            return false;
        to.Put(First, first);
        uint? upTo = ends.Length == 1 ? null : First + 1;
        if (upTo is { } register)
            to.Put(register, last);
        to.Masquerade(First, upTo, masquerade.Random, masquerade.Persistent);
        return true;
    }

    /// <summary>A number of two bytes; null: it is none.</summary>
    private static byte[]? PortOf(string text)
    {
        var bytes = new byte[sizeof(ushort)];
        return FieldType.Find(FieldTypes.Port)!.TryWrite(text, bytes) ? bytes : null;
    }

    private bool TryWrite(Reject reject)
    {
        switch (reject.With)
        {
            case "tcp reset": to.Reject(type: 1, code: 0); return true;
            case "icmpx admin-prohibited": to.Reject(type: 2, code: 3); return true;
            default: return false;
        }
    }

    private static KernelVerdict Translated(Statement.Verdict verdict) => new(
        verdict.Kind switch
        {
            VerdictKind.Accept => KernelVerdict.Accept,
            VerdictKind.Drop => KernelVerdict.Drop,
            VerdictKind.Jump => KernelVerdict.Jump,
            VerdictKind.Goto => KernelVerdict.Goto,
            _ => KernelVerdict.Return,
        },
        verdict.Chain);
}
