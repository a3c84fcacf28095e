namespace Router.Features.Lists;

/// <summary>How most lines of a list are written.</summary>
public enum ListFormat
{
    None,

    /// <summary><c>0.0.0.0 ads.example</c></summary>
    Hosts,

    /// <summary><c>ads.example</c></summary>
    Domains,

    /// <summary><c>||ads.example^</c></summary>
    Adblock,

    /// <summary><c>address=/ads.example/</c></summary>
    Dnsmasq,

    /// <summary><c>203.0.113.0/24 ; why</c></summary>
    Addresses,
}

/// <summary>What a list is of: that is said by who uses it.</summary>
public enum ListKind
{
    Domains,
    Addresses,
}

/// <summary>What a list says, and how well it was understood.</summary>
public abstract class ListContent
{
    public ListFormat Format { get; private protected init; }

    /// <summary>Lines that say something: neither empty nor a remark.</summary>
    public int Lines { get; private protected init; }

    /// <summary>Lines about what nobody here can follow, such as parts of pages.</summary>
    public int Others { get; private protected init; }

    /// <summary>Lines that nobody can make sense of.</summary>
    public int Wrong { get; private protected init; }

    /// <summary>The first of them; 0: there is none.</summary>
    public int FirstWrong { get; private protected init; }

    /// <summary>Never throws on bytes.</summary>
    public static ListContent Parse(ListKind kind, ReadOnlySpan<byte> bytes) =>
        kind == ListKind.Addresses ? AddressList.Parse(bytes) : DomainList.Parse(bytes);

    /// <summary>How many there are of what it names.</summary>
    public abstract int Count { get; }

    /// <summary>One of what it names, and several, for messages.</summary>
    public abstract (string One, string Many) Noun { get; }

    /// <summary>It names the same, in whichever form.</summary>
    public abstract bool NamesTheSame(ListContent other);

    /// <summary>What it names, a line each, so that it can be read again.</summary>
    public abstract IEnumerable<string> ToLines();
}
