namespace Router.Core.Rulesets;

/// <summary>A part of a rule. The kernel takes them in their order, and leaves the rule at the first match that fails.</summary>
public abstract record Statement
{
    private Statement()
    {
    }

    public sealed record Match(Selector Selector, Operand Operand) : Statement
    {
        /// <summary>The field is to be something else.</summary>
        public bool Not { get; init; }

        public static Match Is(Selector selector, string value) => new(selector, new Operand.Value(value));

        /// <summary>Packets of the family alone.</summary>
        public static Match IsFamily(bool ipv6) => Is(Selector.Family, ipv6 ? "ipv6" : "ipv4");

        /// <summary>A link by its kernel name.</summary>
        public static Match IsLink(Selector selector, string link) => Is(selector, NftText.Quote(link));

        public static Match OneOf(Selector selector, IEnumerable<string> values) => new(selector, new Operand.OneOf(Elements.Of(values)));

        public static Match MemberOf(Selector selector, string set) => new(selector, new Operand.MemberOf(set));
    }

    /// <summary>A count of this rule alone, or (<paramref name="Name"/> not null) the object of the table that has it.</summary>
    public sealed record Count(string? Name) : Statement
    {
        public static readonly Count Own = new((string?)null);
    }

    /// <summary>Goes on only within a limit that is an object of the table.</summary>
    public sealed record Limit(string Name) : Statement;

    /// <summary>Goes on only within a limit of the key's own, which is an element that the kernel adds to the set.</summary>
    public sealed record LimitEach(string Set, Selector Key, PacketRate Rate) : Statement;

    /// <summary>Goes on while the key has at most so many connections at once, each of which went on here.</summary>
    public sealed record ConnectionsEach(string Set, Selector Key, int Most) : Statement;

    /// <summary>A line in the kernel's log that starts with <paramref name="Prefix"/> and a colon; too long a prefix is cut.</summary>
    public sealed record Log(string Prefix) : Statement
    {
        /// <summary>In bytes; the kernel refuses longer ones.</summary>
        private const int LongestPrefix = 120;

        /// <summary>How the line begins. nft takes a dollar sign for a variable.</summary>
        public string Line => NftText.Short(Prefix.Replace('$', '_'), LongestPrefix) + ": ";
    }

    /// <summary>The first <paramref name="Length"/> bytes of the packet go to who listens to the group (NFLOG).</summary>
    public sealed record LogGroup(int Group, int Length) : Statement;

    public sealed record Assign(Selector Field, Operand Operand) : Statement
    {
        public static Assign Value(Selector field, string value) => new(field, new Operand.Value(value));
    }

    /// <summary>Another destination or source, of the family.</summary>
    public sealed record Translate(bool Destination, bool IPv6, Operand To) : Statement
    {
        /// <summary>And another port; null: it stays, or the map has it.</summary>
        public ushort? Port { get; init; }

        /// <summary>Another prefix alone: hosts keep their number.</summary>
        public bool IsPrefix { get; init; }
    }

    /// <summary>The source becomes the address of the link that the packet leaves by.</summary>
    public sealed record Masquerade : Statement
    {
        /// <summary>Of TCP or UDP: one of these ports, <c>1024-65535</c> in nft's words; null: its own, where that is free.</summary>
        public string? Ports { get; init; }

        /// <summary>Ports are chosen by chance.</summary>
        public bool Random { get; init; }

        /// <summary>Of several addresses a host always gets the same one.</summary>
        public bool Persistent { get; init; }
    }

    /// <summary>The connection goes past the rules from now on.</summary>
    public sealed record Offload(string Flowtable) : Statement;

    /// <summary>The sender is told; <paramref name="With"/> in nft's words.</summary>
    public sealed record Reject(string With) : Statement;

    /// <summary><paramref name="Chain"/>: of jump and goto only.</summary>
    public sealed record Verdict(VerdictKind Kind, string? Chain = null) : Statement
    {
        public static readonly Verdict Accept = new(VerdictKind.Accept), Drop = new(VerdictKind.Drop), Return = new(VerdictKind.Return);

        public static Verdict Jump(string chain) => new(VerdictKind.Jump, chain);

        public static Verdict Goto(string chain) => new(VerdictKind.Goto, chain);
    }
}

public enum VerdictKind
{
    Accept,
    Drop,
    Return,
    Jump,
    Goto,
}

/// <summary>So many packets a <paramref name="Unit"/> (<c>second</c>, <c>minute</c>, <c>hour</c>, <c>day</c>).</summary>
/// <param name="Burst">So many at once.</param>
public readonly record struct PacketRate(int Count, string Unit, int Burst);
