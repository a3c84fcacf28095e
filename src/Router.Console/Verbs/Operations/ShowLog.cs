using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Rendering;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Operations;

internal static class ShowLog
{
    private const int UsualLines = 100;

    public static readonly Command Verb = Show.Verb<Response.Log>("log", "the newest lines of the log", Request, Render) with
    {
        Arguments = [new Argument("LINES", $"how many, {UsualLines} unless told", Arity.Optional)],
    };

    private static Request Request(Invocation call) => new Request.ShowLog(
        call.OptionalArgument("LINES") is not { } text ? UsualLines
        : char.IsAsciiLetter(text[0]) ? throw new UsageException(
            $"\"{text}\" is not the number of lines", "show log [LINES]; there is one log: show log | match WORD looks for something")
        : Numbers.Parse(text, "lines"));

    private static IEnumerable<string> Render(Response.Log log, Paint paint) => log.Items.Select(line =>
        $"{(line.Time is { } time ? Humane.Time(time) : ""),-19} {Level(line.Level, paint)} {line.Source}: {line.Text}");

    private static string Level(string level, Paint paint) => level switch
    {
        "error" or "fatal" => paint.Bad($"{level,-7}"),
        "warning" => paint.Warn($"{level,-7}"),
        _ => $"{level,-7}",
    };
}
