using System.Diagnostics;
using static Router.Core.Rulesets.Statement;

namespace Router.Core.Rulesets;

/// <summary>Rules in nft's language.</summary>
internal static class RuleWriter
{
    public static void Write(TextWriter text, Rule rule)
    {
        var first = true;
        foreach (var statement in rule.Statements.AsSpan())
        {
            if (!first)
                text.Write(' ');
            first = false;
            Write(text, statement);
        }
        if (rule.KernelComment is { } comment)
            Write(text, " comment \"", comment, "\"");
    }

    public static void Write(TextWriter text, PacketRate rate)
    {
        text.Write("rate ");
        text.Write(rate.Count);
        text.Write('/');
        text.Write(rate.Unit);
        text.Write(" burst ");
        text.Write(rate.Burst);
        text.Write(" packets");
    }

    private static void Write(TextWriter text, Statement statement)
    {
        switch (statement)
        {
            case Match match: Write(text, match); break;
            case Verdict verdict: Write(text, verdict); break;
            case Count { Name: null }: text.Write("counter"); break;
            case Count count: Write(text, "counter name \"", count.Name!, "\""); break;
            case Limit limit: Write(text, "limit name \"", limit.Name, "\""); break;
            case LimitEach each: Write(text, each); break;
            case ConnectionsEach each:
                Write(text, "add @", each.Set, " { ");
                Write(text, each.Key.Text, $" ct count {each.Most}", " }");
                break;
            case Log log: Write(text, "log prefix \"", log.Line, "\""); break;
            case LogGroup log: text.Write($"log group {log.Group} snaplen {log.Length}"); break;
            case Assign assign:
                Write(text, assign.Field.Text, " set ", "");
                Write(text, assign.Operand);
                break;
            case Translate translate:
                Write(text, translate);
                break;
            case Masquerade masquerade:
                text.Write("masquerade");
                text.Write(masquerade.Ports is { } ports ? $" to :{ports}" : "");
                text.Write((masquerade.Random, masquerade.Persistent) switch
                {
                    (true, true) => " fully-random,persistent",
                    (true, false) => " fully-random",
                    (false, true) => " persistent",
                    _ => "",
                });
                break;
            case Offload offload: Write(text, "flow add @", offload.Flowtable, ""); break;
            case Reject reject: Write(text, "reject with ", reject.With, ""); break;
            default: throw new UnreachableException();
        }
    }

    private static void Write(TextWriter text, Translate translate)
    {
        Write(text, translate.Destination ? "dnat " : "snat ", translate.IPv6 ? "ip6" : "ip", translate.IsPrefix ? " prefix to " : " to ");
        if (translate is { Port: { } port, To: Operand.Value address })
            text.Write(translate.IPv6 ? $"[{address.Text}]:{port}" : $"{address.Text}:{port}");
        else
            Write(text, translate.To);
    }

    private static void Write(TextWriter text, Match match)
    {
        text.Write(match.Selector.Text);
        if (match.Selector.Mask is { } mask)
            Write(text, " & ", mask, match.Not ? " != " : " == ");
        else
            text.Write(match.Not ? " != " : " ");
        Write(text, match.Operand);
    }

    private static void Write(TextWriter text, LimitEach each)
    {
        Write(text, "update @", each.Set, " { ");
        Write(text, each.Key.Text, " limit ", "");
        Write(text, each.Rate);
        text.Write(" }");
    }

    private static void Write(TextWriter text, Operand operand)
    {
        switch (operand)
        {
            case Operand.Value value: text.Write(value.Text); break;
            case Operand.OneOf any: Write(text, "{ ", any.Values.Text, " }"); break;
            case Operand.MemberOf member: Write(text, "@", member.Set, ""); break;
            case Operand.Lookup lookup: Write(text, lookup.Key.Text, " map @", lookup.Map); break;
            case Operand.LookupIn lookup:
                text.Write(lookup.Key.Text);
                Write(text, " map { ", lookup.Pairs.Text, " }");
                break;
            default: throw new UnreachableException();
        }
    }

    private static void Write(TextWriter text, Verdict verdict)
    {
        text.Write(verdict.Kind switch
        {
            VerdictKind.Accept => "accept",
            VerdictKind.Drop => "drop",
            VerdictKind.Return => "return",
            VerdictKind.Jump => "jump ",
            _ => "goto ",
        });
        text.Write(verdict.Chain);
    }

    private static void Write(TextWriter text, string before, string word, string after)
    {
        text.Write(before);
        text.Write(word);
        text.Write(after);
    }
}
