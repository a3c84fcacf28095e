using System.CommandLine;
using Router.Ctl.Cli;
using Router.Ctl.Config.Edges;
using Router.Documents.Editing;

namespace Router.Ctl.Config;

/// <summary>
/// <c>config set|delete|insert|… FILE WORDS...</c>: the edits of the console, on a file. Comments and the order of keys stay.
/// </summary>
internal static class EditVerbs
{
    private static readonly (string Name, string Help)[] Names =
    [
        ("set", "Set a value, or add one to a list: set FILE interfaces lan mtu 1400; '[a, b]' says a whole list"),
        ("delete", "Delete what stands at a path: delete FILE services proxy"),
        ("insert", "Place an entry of an ordered list: insert FILE firewall rules NAME before OTHER"),
        ("rename", "Give an entry another name: rename FILE interfaces lan to office"),
        ("copy", "Copy an entry under another name: copy FILE firewall rules mail to web"),
        ("deactivate", "Let a part stay without effect: deactivate FILE services proxy"),
        ("activate", "Let a part that stands without effect have it again: activate FILE services proxy"),
        ("annotate", "Write a comment above a part: annotate FILE interfaces lan 'the house'"),
    ];

    public static Command[] All(Terminal terminal) => [.. Names.Select(verb => Verb(terminal, verb.Name, verb.Help))];

    private static Command Verb(Terminal terminal, string name, string help)
    {
        var file = new Argument<string>("FILE") { Description = "The document; - reads standard input and writes standard output." };
        var words = new FreeWords("WORD") { Description = "The path, a word an argument, and the value.", Arity = ArgumentArity.OneOrMore };
        var print = new Option<bool>("--print") { Description = "Print the changed document and leave the file as it is." };
        return new Command(name, help).With(file, words, print)
            .Runs(result => Run(
                terminal, result.GetRequiredValue(file), result.GetValue(print), d => d.Apply(name, result.GetRequiredValue(words))));
    }

    private static int Run(Terminal terminal, string file, bool print, Func<ConfigDocument, ConfigEdit> edit)
    {
        var changed = edit(Document.ReadText(file, terminal));
        if (changed.Document is not { } next)
        {
            var problem = changed.Problem!.Value;
            throw Failure.Input(Printable.Line($"{file}: {problem.Path}: {problem.Message}"), problem.Hint);
        }
        if (changed.Remark is { } remark)
            terminal.Error.WriteLine(Printable.Line($"note: {remark}"));
        if (print || file == DocumentFile.StandardInput)
            terminal.Out.Write(next.ToText());
        else
            DocumentFile.Replace(file, next.ToText());
        return ExitCode.Done;
    }
}
