using System.Text;
using Router.Api.Contract;
using Router.Daemon.Editing;
using Router.Daemon.Engine;
using Router.Documents;
using Router.Features.Firewall.Sets;

namespace Router.Daemon.Status.Firewall;

/// <summary>The requests about set files. They change nothing that runs: the next commit takes them.</summary>
internal sealed class SetFileRequests(
    ISetFileStore files, RestoredValues restored, ConfigurationEngine engine, EventHub events) : IHandlers
{
    public IEnumerable<Handler> Handlers =>
    [
        Handler.Of<Request.ShowSetFiles>((_, _) => new Response.SetFiles(files.Names())),
        Handler.Logged<Request.SetSetFile>((set, _) => Set(set.Name, set.Text)),
        Handler.Logged<Request.DeleteSetFile>((delete, _) => Delete(delete.Name)),
    ];

    /// <exception cref="InvalidDocumentException">A line of the file is no address.</exception>
    /// <exception cref="IOException">It cannot be kept, or the name cannot be one.</exception>
    private Response.Done Set(string name, string text)
    {
        var read = SetFile.Read(Encoding.UTF8.GetBytes(text), "", name);
        if (read.Problems.Count > 0)
            throw new InvalidDocumentException($"the set file {name} has problems; it is not kept", read.Problems);
        files.Set(name, text);
        restored.ForgetSetFile(name);
        events.Publish("set-file", $"{name} was set");
        return new Response.Done($"{name} is kept, {read.Addresses.Count} addresses; the next commit takes it");
    }

    /// <exception cref="RefusedException">It is in use.</exception>
    /// <exception cref="NotFoundException">There is no file of that name.</exception>
    private Response.Done Delete(string name)
    {
        Named.Check("set file", name, files.Names(), "show set-files lists them");
        Named.CheckUnused("set file", name, engine, content => content.Config.Firewall.Sets
            .Where(set => set.Value.File == name).Select(set => ConfigPath.Join(["firewall", "sets", set.Key, "file"])));
        files.Remove(name);
        return new Response.Done($"{name} is forgotten");
    }
}
