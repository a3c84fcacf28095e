using Router.Documents;

namespace Router.Core.Rulesets;

/// <summary>What a table holds under a name.</summary>
public abstract record TableObject
{
    private TableObject(string name) => Name = name;

    public string Name { get; init; }

    /// <summary>
    /// A set, or (<paramref name="Data"/> not null) a map. Types in nft's words, those of several fields as
    /// <c>inet_proto . inet_service</c>.
    /// </summary>
    public sealed record Set(string Name, string Key, string? Data = null) : TableObject(Name)
    {
        /// <summary>As nft writes it: <c>ipv4_addr</c>, <c>inet_proto . inet_service : ipv4_addr</c>.</summary>
        public string Type => Data is null ? Key : $"{Key} : {Data}";

        public Elements Elements { get; init; } = Elements.None;

        /// <summary>Its elements are ranges.</summary>
        public bool IsInterval { get; init; }

        /// <summary>Null: the kernel adds no elements.</summary>
        public KernelFilled? Filled { get; init; }

        /// <summary>The list whose addresses it holds, which are no <see cref="Elements"/> of it; null: it holds none.</summary>
        public SetFeed? Feed { get; init; }

        /// <summary>It follows the device's links. One such member is compared with; what else may change stays an element.</summary>
        public bool FollowsLinks { get; init; }
    }

    /// <summary>What packets count, from where it stood.</summary>
    public sealed record Counter(string Name, ulong Packets = 0, ulong Bytes = 0) : TableObject(Name);

    public sealed record Limit(string Name, PacketRate Rate) : TableObject(Name);

    /// <summary><paramref name="Module"/>: the kernel's name; <paramref name="Protocol"/> as nft has it.</summary>
    public sealed record Helper(string Name, string Module, string Protocol) : TableObject(Name);

    /// <summary><paramref name="Hardware"/>: the devices themselves forward.</summary>
    public sealed record Flowtable(string Name, ValueList<string> Devices, bool Hardware) : TableObject(Name);

    /// <summary><paramref name="Hook"/> null: rules jump to it.</summary>
    public sealed record Chain(string Name, Hook? Hook, ValueList<Rule> Rules) : TableObject(Name);
}

/// <summary>A set that the kernel fills: at most so many elements, each for so long.</summary>
/// <param name="Timeout">In nft's words, <c>10m</c>; null: while the kernel needs it.</param>
public sealed record KernelFilled(int Size, string? Timeout);

/// <summary>Where a chain's packets come from, in nft's words.</summary>
/// <param name="Type"><c>filter</c>, <c>nat</c>, <c>route</c>.</param>
/// <param name="At"><c>prerouting</c>, <c>input</c>, <c>forward</c>, <c>output</c>, <c>postrouting</c>.</param>
/// <param name="Drops">What reaches the end of the chain is dropped.</param>
public sealed record Hook(string Type, string At, string Priority, bool Drops = false);

/// <summary>A table of the family inet; its objects in the order of the text.</summary>
public sealed record Table(string Name, ValueList<TableObject> Objects)
{
    /// <summary>In nft's language, as one transaction that replaces what there is of that name.</summary>
    public string ToText()
    {
        using var text = new StringWriter();
        RulesetWriter.Write(text, this, fingerprint: null);
        return text.ToString();
    }
}
