using System.Text;
using Router.Api.Contract;
using Router.Daemon.Engine;
using Router.Documents.Editing;
using Router.Features.Configuration;

namespace Router.Daemon.Editing;

/// <summary>What is loaded, as the candidate that comes of it.</summary>
internal static class Loading
{
    /// <exception cref="InvalidDocumentException">It is no configuration, no part of one, or a command of it cannot be done.</exception>
    public static ConfigDocument Into(ConfigDocument candidate, Request.Load load)
    {
        var utf8 = Encoding.UTF8.GetBytes(load.Document);
        var (document, problems) = load.How switch
        {
            LoadHow.Override => ConfigLoad.Whole(utf8),
            LoadHow.Merge => ConfigLoad.Merge(candidate, utf8),
            _ => ConfigLoad.Commands(candidate, load.Document),
        };
        return document ?? throw new InvalidDocumentException(
            load.How == LoadHow.Commands ? "nothing is loaded: not all of the commands can be done" : "nothing is loaded", problems);
    }
}
