using System.Text;
using Router.Api.Contract;
using Router.Daemon.Engine;
using Router.Documents;
using Router.Features.Firewall.Sets;

namespace Router.Daemon.Sessions;

/// <summary>The requests about set files. They change nothing that runs: the next commit takes them.</summary>
internal static class SetFileRequests
{
    /// <exception cref="RefusedException">It is in use.</exception>
    /// <exception cref="InvalidDocumentException">A line of the file is no address.</exception>
    /// <exception cref="NotFoundException">There is no file of that name.</exception>
    /// <exception cref="IOException">It cannot be kept, or the name cannot be one.</exception>
    public static Response Answer(Request request, SharedServices services)
    {
        var files = services.Machine.SetFiles;
        switch (request)
        {
            case Request.SetSetFile set:
                var read = SetFile.Read(Encoding.UTF8.GetBytes(set.Text), "", set.Name);
                if (read.Problems.Count > 0)
                    throw new InvalidDocumentException($"the set file {set.Name} has problems; it is not kept", read.Problems);
                files.Set(set.Name, set.Text);
                services.Candidates.Restored.ForgetSetFile(set.Name);
                services.Events.Publish("set-file", $"{set.Name} was set");
                return new Response.Done($"{set.Name} is kept, {read.Addresses.Count} addresses; the next commit takes it");
            case Request.DeleteSetFile delete:
                Named.Check("set file", delete.Name, files.Names(), "show set-files lists them");
                Named.CheckUnused("set file", delete.Name, services.Engine, content => content.Config.Firewall.Sets
                    .Where(set => set.Value.File == delete.Name).Select(set => ConfigPath.Join(["firewall", "sets", set.Key, "file"])));
                files.Remove(delete.Name);
                return new Response.Done($"{delete.Name} is forgotten");
            default:
                return new Response.SetFiles(files.Names());
        }
    }
}
