using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Firewall;

/// <summary>The files that <c>firewall sets … file</c> names.</summary>
internal static class SetFileVerbs
{
    private const int LongestFile = 16 << 20;

    public static readonly Command Show = Common.Show.Verb<Response.SetFiles>(
        "set-files",
        "names of the files of addresses that are kept for firewall sets",
        new Request.ShowSetFiles(),
        (files, _) => files.Items);

    public static readonly Command Set = new(
        Mode.Operational, "set set-file", "keep the file of addresses on standard input: set set-file blocked.txt < blocked.txt", SetAsync)
    {
        Arguments = [new Argument("NAME", "as the configuration says: firewall sets ... file NAME", Arity.One)],
        Options = [Option.Json],
    };

    public static readonly Command Delete = new(
        Mode.Operational, "delete set-file", "forget a file of addresses", (call, stopping) =>
            Acts.RunAsync(call, new Request.DeleteSetFile(call.Argument("NAME")), stopping))
    {
        Arguments = [new Argument("NAME", "which", Arity.One, CompletionSubject.SetFile)],
        Options = [Option.Json],
    };

    private static Task<int> SetAsync(Invocation call, CancellationToken stopping)
    {
        if (call.Session.Terminal.IsInteractive)
            throw new UsageException(
                "set set-file reads standard input, which is a terminal here", "ssh admin@router set set-file NAME < FILE");
        var text = StandardInput.Text(
            call.Session.Terminal,
            LongestFile,
            "a set file is a list of addresses, one a line",
            "a set file has an address, prefix or range a line");
        return Acts.RunAsync(call, new Request.SetSetFile(call.Argument("NAME"), text), stopping);
    }
}
