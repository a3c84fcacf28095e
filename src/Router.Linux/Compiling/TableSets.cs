using Router.Core.Rulesets;
using Router.Wire.Netlink.Nftables;

namespace Router.Linux.Compiling;

/// <summary>The sets of a table that is being compiled, those in its rules too.</summary>
internal sealed class TableSets(string table, TableMessages messages)
{
    private readonly Dictionary<string, TableSet> named = [];

    public TableSet? Find(string name) => named.GetValueOrDefault(name);

    /// <summary>False: it has words that only nft knows.</summary>
    public bool TryAdd(TableObject.Set set)
    {
        if (SetType.Parse(set.Type, set.IsInterval) is not { } type || SetElements.Parse(type, set.Elements) is not { } elements)
            return false;
        var made = messages.AddSet(new SetDefinition(set.Name, type)
        {
            Joins = set.Feed is not null,
            IsDynamic = set.Filled is not null,
            Size = (uint)(set.Filled?.Size ?? 0),
            Timeout = set.Filled?.Timeout is { } timeout ? Milliseconds(timeout) : 0,
        });
        messages.Add(NftBatch.NewElements(table, made, elements));
        named[set.Name] = new TableSet(made, type);
        return true;
    }

    /// <summary>One that stands in a rule; null: it has words that only nft knows.</summary>
    /// <param name="fields">Of its key.</param>
    /// <param name="data">Type of what a map has for it, in nft's words; null: it is a set.</param>
    /// <param name="values">Elements.</param>
    public TableSet? Add(IReadOnlyList<Field> fields, string? data, Elements values)
    {
        if (fields.Any(field => field.Type is null))
            return null;
        var key = FieldTypes.Join([.. fields.Select(field => field.Type)]);
        var words = data is null ? key : $"{key} : {data}";
        // Names of links and protocols have a minus too.
        var interval = fields.Any(field => field.Type is "ipv4_addr" or "ipv6_addr" or "inet_service" or "time")
            && values.Text.AsSpan().ContainsAny('/', '-');
        if (SetType.Parse(words, interval) is not { } type || SetElements.Parse(type, values) is not { } elements)
            return null;
        var made = messages.AddSet(new SetDefinition(data is null ? "__set%d" : "__map%d", type)
        {
            IsAnonymous = true,
            Size = interval ? 0 : (uint)values.Count,
        });
        messages.Add(NftBatch.NewElements(table, made, elements));
        return new TableSet(made, type);
    }

    /// <summary>Of <c>1h30m</c>.</summary>
    private static ulong Milliseconds(string time)
    {
        ulong total = 0, number = 0;
        foreach (var sign in time)
        {
            if (char.IsAsciiDigit(sign))
                number = (number * 10) + (uint)(sign - '0');
            else
                (total, number) = (total + (number * RulesetCompiler.SecondsOf(sign)), 0);
        }
        return total * 1000;
    }
}

internal sealed record TableSet(SetReference Reference, SetType Type);
