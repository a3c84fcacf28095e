using Router.Core.Rulesets;
using Router.Core.State;
using Router.Documents;

namespace Router.Core.Flows;

/// <summary>
/// Rules as they are for what one network card sends. Stand-ins for links carry packets without a frame, so what rules ask of the sender's
/// hardware address is answered before they are loaded.
/// </summary>
public static class SenderRules
{
    /// <summary>The same where no rule asks for it. <paramref name="mac"/> null: a card that none names.</summary>
    public static DesiredState Of(DesiredState desired, string? mac)
    {
        var table = desired.Ruleset.Table;
        if (!table.Objects.OfType<TableObject.Chain>().Any(chain => chain.Rules.Any(rule => Sender(rule) is not null)))
            return desired;
        var objects = table.Objects.Select(item => item is TableObject.Chain chain
            ? chain with { Rules = [.. chain.Rules.Select(rule => Of(rule, mac)).OfType<Rule>()] }
            : item);
        return desired with { Ruleset = Ruleset.Of(table with { Objects = objects.ToValueList() }) };
    }

    /// <summary>Null: it is not for that sender.</summary>
    private static Rule? Of(Rule rule, string? mac)
    {
        if (Sender(rule) is not { } sender)
            return rule;
        return mac is not null && sender.Operand is Operand.OneOf any && any.Values.Text.Split(Elements.Separator).Contains(mac)
            ? rule with { Statements = [.. rule.Statements.Where(statement => statement != sender)] }
            : null;
    }

    private static Statement.Match? Sender(Rule rule) =>
        rule.Statements.OfType<Statement.Match>().FirstOrDefault(match => match.Selector == Selector.SourceMac);
}
