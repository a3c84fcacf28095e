using System.CommandLine;
using Router.Ctl.Cli;
using Router.Ctl.Config.Edges;
using Router.Features.Configuration;

namespace Router.Ctl.Config;

/// <summary><c>config migrate FILE --to N</c>.</summary>
internal static class MigrateVerb
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The document; - reads standard input and writes standard output." };
        var to = new Option<int>("--to")
        {
            Description = $"The version of the schema, {ConfigMigration.Oldest} to {ConfigMigration.Newest}.",
            DefaultValueFactory = _ => ConfigMigration.Newest
        };
        var print = new Option<bool>("--print") { Description = "Print the document and leave the file as it is." };
        return new Command(
            "migrate", "Write a document in another version of the schema. Comments stay, and so does what the other version cannot say.")
            .With(file, to, print)
            .Runs(result => Run(terminal, result.GetRequiredValue(file), result.GetValue(to), result.GetValue(print)));
    }

    private static int Run(Terminal terminal, string file, int to, bool print)
    {
        if (to < ConfigMigration.Oldest || to > ConfigMigration.Newest)
            throw Failure.Usage($"--to: there is no version {to}", $"there are {ConfigMigration.Oldest} to {ConfigMigration.Newest}");
        var document = Document.ReadText(file, terminal);
        if (ConfigMigration.VersionOf(document) is not { } version)
            throw Failure.Input(Printable.Line($"{file}:1:1: version: is missing, or no number"), "the first line says it: version: 1");
        if (version > ConfigMigration.Newest)
            throw Failure.Input(Printable.Line($"{file}: it is of version {version}, which is not known here"), "update routerctl");
        var migrated = ConfigMigration.Migrate(document, to);
        foreach (var note in migrated.Notes)
            terminal.Error.WriteLine(Printable.Line(note.ToString(file)));
        if (print || file == DocumentFile.StandardInput)
            terminal.Out.Write(migrated.Document.ToText());
        else if (migrated.Document != document)
            DocumentFile.Replace(file, migrated.Document.ToText());
        return ExitCode.Done;
    }
}
