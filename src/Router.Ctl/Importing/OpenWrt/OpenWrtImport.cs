using Router.Core.Boards;

namespace Router.Ctl.Importing.OpenWrt;

/// <summary>A configuration of OpenWrt (UCI) as a document of ours. Pure.</summary>
internal static class OpenWrtImport
{
    private const string Header =
        """
        # Imported from OpenWrt. Behind a line stand the options that it came of; what is not here is in the report.
        version: 2
        """;

    public static ImportResult Run(OpenWrtFiles files, BoardFacts board)
    {
        var context = new ImportContext(files, board);
        var routes = new RouteImport(context);
        var zones = new ZoneImport(context);
        var translations = new TranslationImport(context);
        var names = new Names("rule");
        // In the order of the document's sections.
        context.Draft.Map([], "system");
        new InterfaceImport(context, routes).Run();
        zones.Zones();
        routes.Run();
        translations.Sets();
        new RuleImport(context, names).Run();
        zones.Policies(names);
        translations.Run();
        new DhcpImport(context).Run();
        new DnsImport(context).Run();
        new SystemImport(context).Run();
        OptionTable.Apply(context);
        if (context.Draft.Find(["system"]) is { Children.Count: 0 })
            context.Draft.Remove(["system"]);
        var text = DraftCheck.Settle(context.Draft, context.Ledger, Header, board);
        return new(text, context.Ledger.Entries,
            [.. context.Secrets.Where(secret => text.Contains($"!secret {secret.Name}", StringComparison.Ordinal))]);
    }
}
