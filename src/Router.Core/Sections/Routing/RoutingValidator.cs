using Router.Core.Config.Validation;

namespace Router.Core.Sections.Routing;

/// <summary>Tables have numbers of their own, and rules name tables and interfaces that are there.</summary>
internal sealed class RoutingValidator : SectionValidator
{
    public RoutingValidator()
    {
        Check(Tables);
        Check(Rules);
    }

    private static void Tables(ValidationSubject subject, Findings findings)
    {
        var numbers = new Dictionary<int, string>();
        foreach (var (name, table) in subject.Config.Routing.Tables)
        {
            string[] path = ["routing", "tables", name];
            if (name == RoutingConfig.MainTable)
                findings.Refuse(path, "main is the table of routes", "put its routes there, or choose another name");
            if (!numbers.TryAdd(table.Id, name))
                findings.Refuse([.. path, "id"], $"{numbers[table.Id]} is table {table.Id} already", "choose another number");
            if (subject.Config.Routing.Rules.All(rule => rule.Table != name))
                findings.Advise(path, "no rule asks this table", "add a rule, or delete the table");
        }
    }

    private static void Rules(ValidationSubject subject, Findings findings)
    {
        var (tables, interfaces) = (subject.Config.Routing.Tables, subject.Config.Interfaces);
        foreach (var rule in subject.Config.Routing.Rules)
        {
            string[] path = ["routing", "rules", rule.Name];
            if (rule.Table != RoutingConfig.MainTable && !tables.ContainsKey(rule.Table))
                findings.Unknown([.. path, "table"], "routing table", rule.Table, tables.Keys.Append(RoutingConfig.MainTable));
            if (rule.From is { } from && !interfaces.ContainsKey(from))
                findings.Unknown([.. path, "from"], "interface", from, interfaces.Keys);
            if (rule.Mark is 0)
                findings.Refuse([.. path, "mark"], "0 is no mark", "choose a number from 1");
            else if (rule.Mark is { } mark && subject.Config.Firewall.Marks.All(m => m.Mark != mark))
                findings.Refuse([.. path, "mark"], $"nothing gives the mark {mark}", "add it to firewall marks");
        }
    }
}
