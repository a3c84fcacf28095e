using System.Globalization;
using Router.Core.Rulesets;
using Router.Wire.Netlink;
using Router.Wire.Netlink.Nftables;

namespace Router.Linux.Compiling;

/// <summary>
/// A table in the kernel's words, as one transaction that replaces what there is of that name: what nft makes of its text, without reading
/// a text and without a program.
/// </summary>
internal static class RulesetCompiler
{
    /// <summary>Null: it has words that only nft knows.</summary>
    /// <param name="table">What is to be loaded.</param>
    /// <param name="seal">The name of an empty chain behind all others; null: there is none.</param>
    public static IReadOnlyList<NetlinkMessage>? Compile(Table table, string? seal)
    {
        var messages = new TableMessages(table.Name);
        messages.AddTable();
        messages.RemoveTable();
        messages.AddTable();
        foreach (var chain in table.Objects.OfType<TableObject.Chain>())
        {
            ChainHook? hook = null;
            if (chain.Hook is not null && (hook = Hook(chain.Hook)) is null)
                return null;
            messages.AddChain(chain.Name, hook);
        }
        if (seal is not null)
            messages.AddChain(seal, hook: null);
        var sets = new TableSets(table.Name, messages);
        return table.Objects.All(item => TryAdd(messages, sets, item)) && TryAddRules(messages, sets, table) ? messages.All : null;
    }

    /// <summary>Of a unit's first letter.</summary>
    internal static uint SecondsOf(char unit) => unit switch
    {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 86400,
        _ => 604800,
    };

    internal static NftRate Rate(PacketRate rate) => new((ulong)rate.Count, SecondsOf(rate.Unit[0]), (uint)rate.Burst);

    private static bool TryAdd(TableMessages messages, TableSets sets, TableObject item)
    {
        switch (item)
        {
            case TableObject.Set set: return sets.TryAdd(set);
            case TableObject.Counter counter: messages.AddCounter(counter.Name, counter.Packets, counter.Bytes); return true;
            case TableObject.Limit limit: messages.AddLimit(limit.Name, Rate(limit.Rate)); return true;
            case TableObject.Helper { Protocol: "tcp" or "udp" } helper:
                messages.AddHelper(helper.Name, helper.Module, helper.Protocol == "tcp" ? (byte)6 : (byte)17);
                return true;
            case TableObject.Flowtable flowtable:
                messages.AddFlowtable(flowtable.Name, flowtable.Devices, flowtable.Hardware);
                return true;
            default: return item is TableObject.Chain;
        }
    }

    private static bool TryAddRules(TableMessages messages, TableSets sets, Table table)
    {
        var understood = true;
        foreach (var chain in table.Objects.OfType<TableObject.Chain>())
        {
            foreach (var rule in chain.Rules)
            {
                messages.AddRule(
                    chain.Name, rule.KernelComment, to => understood = understood && new RuleCompiler(sets, to).TryWrite(rule));
            }
        }
        return understood;
    }

    /// <summary>Null: not one of ours.</summary>
    private static ChainHook? Hook(Hook hook)
    {
        int? number = hook.At switch
        {
            "prerouting" => 0,
            "input" => 1,
            "forward" => 2,
            "output" => 3,
            "postrouting" => 4,
            _ => null,
        };
        return number is { } at && Priority(hook.Priority) is { } priority ? new(hook.Type, (uint)at, priority, hook.Drops) : null;
    }

    /// <summary>A name of nft's, and what is added to it or taken from it.</summary>
    private static int? Priority(string words)
    {
        var parts = words.Split(' ');
        int? name = parts[0] switch
        {
            "raw" => -300,
            "mangle" => -150,
            "dstnat" => -100,
            "filter" => 0,
            "security" => 50,
            "srcnat" => 100,
            _ => null,
        };
        return parts switch
        {
            [_] => name,
            [_, "+" or "-", var offset] when int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var by) =>
                parts[1] == "+" ? name + by : name - by,
            _ => null,
        };
    }
}
