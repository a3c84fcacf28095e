using System.CommandLine;
using Router.Ctl.Cli;
using Router.Image;
using Router.Image.Apk;

namespace Router.Ctl.Boards;

/// <summary><c>routerctl board</c>.</summary>
internal static class BoardCommands
{
    public static Command Create(Terminal terminal) =>
        new Command("board", "Boards: the folders of boards/, a kind of device each.").With(
            ListVerb.Create(terminal), CheckVerb.Create(terminal), NewVerb.Create(terminal));

    /// <summary>What <paramref name="work"/> gives; its errors as a message and an exit code.</summary>
    public static async Task<T> TryAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (ImageException e)
        {
            throw Failure.Of(e.IsInput, e.Message, e.How, e);
        }
        catch (ApkException e)
        {
            throw Failure.Of(e.IsInput, e.Message, inner: e);
        }
    }
}
