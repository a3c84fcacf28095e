using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;

namespace Router.Console.Verbs;

/// <summary>Two configurations side by side.</summary>
internal static class Differences
{
    public static readonly Option Commands = new("commands", "as one would type it");

    public static void Show(Invocation call, Response.Difference difference)
    {
        var output = call.Session.Output;
        if (call.Json)
            output.WriteText(ApiJson.Print(difference));
        else if (difference.Lines.Count == 0)
            output.WriteLine("no changes");
        else
            output.WriteLines(call.Option(Commands.Name) is null ? difference.Lines.Select(line => Colour(line, call.Session.Paint)) : difference.Commands);
    }

    private static string Colour(string line, Paint paint) => line switch
    {
        ['+', ..] => paint.Good(line),
        ['-', ..] => paint.Bad(line),
        ['@', ..] => paint.Dim(line),
        _ => line,
    };
}
