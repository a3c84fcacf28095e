using System.Buffers;
using System.Net;

namespace Router.Features.Lists;

/// <summary>One line of a list, in the forms of hosts files, lists of domains, ad blockers and dnsmasq.</summary>
internal static class LineRules
{
    /// <summary>No rule about a name is longer.</summary>
    public const int Longest = 2000;

    private const int LongestName = 253, LongestLabel = 63;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>Of an ad blocker: with these, a rule is still about the name.</summary>
    private static readonly string[] WholeOptions = ["important", "all", "document", "doc", "third-party", "3p", "popup"];

    /// <summary>In hosts files for the machine itself.</summary>
    private static readonly string[] OwnNames =
        ["localhost", "localhost.localdomain", "local", "broadcasthost", "loopback", "0.0.0.0", "localhost4", "localhost6"];

    public static bool IsRemark(char first) => first is '#' or '!' or '[' or ';';

    /// <summary>A line without blanks at its ends. It is changed to lower case.</summary>
    public static LineKind Read(Span<char> line, DomainList.Reader reader)
    {
        if (IsOfAPage(line))
            return LineKind.Other;
        if (IsRemark(line[0]))
            return LineKind.Remark;
        foreach (ref var sign in line)
            sign = char.ToLowerInvariant(sign);
        var isException = line.StartsWith("@@");
        ReadOnlySpan<char> rule = isException ? line[2..] : line;
        if (isException || rule.StartsWith("||") || rule[0] is '|' or '/' || rule.Contains('^') || rule.Contains('$'))
            return Adblock(rule, isException, reader);
        if (rule.StartsWith("address=/") || rule.StartsWith("server=/") || rule.StartsWith("local=/"))
            return Dnsmasq(rule[(rule.IndexOf('/') + 1)..], reader);
        if (rule.IndexOf('#') is > 0 and var remark)
            rule = rule[..remark].TrimEnd(" \t");
        var blank = rule.IndexOfAny(' ', '\t');
        return blank < 0 ? Domain(rule, reader) : Hosts(rule, blank, reader);
    }

    /// <summary>Rules that hide or run something: <c>example.net##.banner</c>, <c>#@#</c>, <c>#?#</c>, <c>#%#</c>.</summary>
    private static bool IsOfAPage(ReadOnlySpan<char> line)
    {
        var hash = line.IndexOf('#');
        if (hash < 0 || line.Length < hash + 3 || (hash > 0 && line[..hash].ContainsAny(' ', '\t')))
            return false;
        var mark = line[hash..];
        return mark[1] == '#' ? mark[2] is not (' ' or '#') : mark[1] is '@' or '?' or '%' or '$' && mark[2..].Contains('#');
    }

    private static LineKind Adblock(ReadOnlySpan<char> rule, bool isException, DomainList.Reader reader)
    {
        reader.Saw(ListFormat.Adblock);
        if (!rule.StartsWith("||"))
            return LineKind.Other;
        rule = rule[2..];
        var end = rule.IndexOfAny('^', '$', '/');
        var name = end < 0 ? rule : rule[..end];
        var rest = end < 0 ? [] : rule[end..];
        if (rest is ['^', ..])
            rest = rest[1..];
        if (rest is ['|', ..])
            rest = rest[1..];
        if (rest.Length > 0 && (rest[0] != '$' || !IsWhole(rest[1..])))
            return LineKind.Other;
        if (name.StartsWith("*."))
            name = name[2..];
        if (!IsName(name))
            return name.Contains('*') ? LineKind.Other : LineKind.Wrong;
        reader.Add(name, isException);
        return LineKind.Name;
    }

    private static bool IsWhole(ReadOnlySpan<char> options)
    {
        foreach (var range in options.Split(','))
        {
            var option = options[range];
            var known = false;
            foreach (var whole in WholeOptions)
                known |= option.SequenceEqual(whole);
            if (!known)
                return false;
        }
        return true;
    }

    /// <summary>Domains between slashes; what is behind the last one is the answer.</summary>
    private static LineKind Dnsmasq(ReadOnlySpan<char> rest, DomainList.Reader reader)
    {
        reader.Saw(ListFormat.Dnsmasq);
        var last = rest.LastIndexOf('/');
        if (last <= 0)
            return LineKind.Wrong;
        var names = rest[..last];
        foreach (var range in names.Split('/'))
        {
            if (!IsName(names[range]))
                return LineKind.Wrong;
            reader.Add(names[range], isException: false);
        }
        return LineKind.Name;
    }

    private static LineKind Domain(ReadOnlySpan<char> rule, DomainList.Reader reader)
    {
        var name = rule.StartsWith("*.") ? rule[2..] : rule[0] == '.' ? rule[1..] : rule;
        if (!IsName(name))
            return LineKind.Wrong;
        reader.Saw(ListFormat.Domains);
        reader.Add(name, isException: false);
        return LineKind.Name;
    }

    private static LineKind Hosts(ReadOnlySpan<char> rule, int blank, DomainList.Reader reader)
    {
        if (!IPAddress.TryParse(rule[..blank], out _) && !rule[..blank].SequenceEqual("fe80::1%lo0"))
            return LineKind.Wrong;
        reader.Saw(ListFormat.Hosts);
        var kind = LineKind.Remark;
        var rest = rule[blank..].TrimStart(" \t");
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny(' ', '\t');
            var name = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[end..].TrimStart(" \t");
            if (IsOwn(name))
                continue;
            if (!IsName(name))
                return LineKind.Wrong;
            reader.Add(name, isException: false);
            kind = LineKind.Name;
        }
        return kind;
    }

    private static bool IsOwn(ReadOnlySpan<char> name)
    {
        foreach (var own in OwnNames)
        {
            if (name.SequenceEqual(own))
                return true;
        }
        return name.StartsWith("ip6-");
    }

    /// <summary>At least two labels: a whole top domain is nothing that a list may take away. Its last label is no number.</summary>
    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > LongestName || name.ContainsAnyExcept(NameCharacters))
            return false;
        var (label, labels, digits) = (0, 0, true);
        for (var i = 0; i <= name.Length; i++)
        {
            if (i == name.Length || name[i] == '.')
            {
                if (label is 0 or > LongestLabel || name[i - 1] == '-' || name[i - label] == '-')
                    return false;
                (label, labels) = (0, labels + 1);
                digits = i == name.Length ? digits : true;
                continue;
            }
            digits &= char.IsAsciiDigit(name[i]);
            label++;
        }
        return labels > 1 && !digits;
    }
}
