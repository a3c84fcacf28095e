using System.Diagnostics;
using static Router.Core.Rulesets.TableObject;

namespace Router.Core.Rulesets;

/// <summary>Tables in nft's language, as one transaction that replaces what there is of that name.</summary>
internal static class RulesetWriter
{
    /// <param name="text">Takes it.</param>
    /// <param name="table">What is written.</param>
    /// <param name="fingerprint">The name of an empty chain carries it; null: there is no such chain.</param>
    public static void Write(TextWriter text, Table table, string? fingerprint)
    {
        text.Write($"add table inet {table.Name}\ndelete table inet {table.Name}\ntable inet {table.Name} {{\n");
        foreach (var item in table.Objects)
            Write(text, item);
        if (fingerprint is not null)
            text.Write($"  chain {Ruleset.FingerprintPrefix}{fingerprint} {{ }}\n");
        text.Write("}\n");
    }

    private static void Write(TextWriter text, TableObject item)
    {
        switch (item)
        {
            case Set set: Write(text, set); break;
            case Chain chain: Write(text, chain); break;
            case Counter counter:
                text.Write($"  counter {counter.Name} {{ packets {counter.Packets} bytes {counter.Bytes} }}\n");
                break;
            case Limit limit:
                text.Write($"  limit {limit.Name} {{\n    ");
                RuleWriter.Write(text, limit.Rate);
                text.Write("\n  }\n");
                break;
            case Helper helper:
                text.Write($"  ct helper {helper.Name} {{\n    type \"{helper.Module}\" protocol {helper.Protocol}\n  }}\n");
                break;
            case Flowtable flowtable: Write(text, flowtable); break;
            default: throw new UnreachableException();
        }
    }

    /// <summary>nft refuses an empty list of elements, so then there is no such line.</summary>
    private static void Write(TextWriter text, Set set)
    {
        text.Write($"  {(set.Data is null ? "set" : "map")} {set.Name} {{\n    type {set.Type}\n");
        if (set.Filled is { } filled)
            text.Write(filled.Timeout is { } timeout
                ? $"    size {filled.Size}\n    flags dynamic,timeout\n    timeout {timeout}\n"
                : $"    size {filled.Size}\n    flags dynamic\n");
        if (set.IsInterval)
            text.Write("    flags interval\n");
        if (set.Feed is not null)
            text.Write("    auto-merge\n");
        if (set.Elements.Count > 0)
        {
            text.Write("    elements = { ");
            text.Write(set.Elements.Text);
            text.Write(" }\n");
        }
        text.Write("  }\n");
    }

    private static void Write(TextWriter text, Flowtable flowtable)
    {
        var devices = string.Join(Elements.Separator, flowtable.Devices.Select(NftText.Quote));
        text.Write($"  flowtable {flowtable.Name} {{\n    hook ingress priority filter\n    devices = {{ {devices} }}\n");
        text.Write(flowtable.Hardware ? "    flags offload\n  }\n" : "  }\n");
    }

    private static void Write(TextWriter text, Chain chain)
    {
        text.Write($"  chain {chain.Name} {{\n");
        if (chain.Hook is { } hook)
            text.Write($"    type {hook.Type} hook {hook.At} priority {hook.Priority}; policy {(hook.Drops ? "drop" : "accept")};\n");
        foreach (var rule in chain.Rules)
        {
            text.Write("    ");
            RuleWriter.Write(text, rule);
            text.Write('\n');
        }
        text.Write("  }\n");
    }
}
