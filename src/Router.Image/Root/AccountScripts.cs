using System.Text;
using Router.Core.State;
using Router.Image.Apk;

namespace Router.Image.Root;

/// <summary>
/// Runs packages' scripts in a tree that has the services' accounts already: <c>adduser -S</c> of a script gives the next number that is
/// free, which would be another one with each release, and might be one of ours.
/// </summary>
internal sealed class AccountScripts(IScriptRunner scripts, IFileTree tree, IReadOnlyList<ServiceAccount> accounts) : IScriptRunner
{
    public string? Run(string path, IReadOnlyList<string> arguments)
    {
        Add("etc/passwd", AccountFile.Passwd(accounts));
        Add("etc/group", AccountFile.Group(accounts));
        Add("etc/shadow", AccountFile.Shadow(accounts));
        return scripts.Run(path, arguments);
    }

    /// <summary>The file comes with a package, and then they come into it.</summary>
    private void Add(string path, string ours)
    {
        if (tree.Find(path) is not { Kind: NodeKind.File } node)
            return;
        var before = Encoding.UTF8.GetString(tree.ReadFile(path));
        var after = AccountFile.Merge(before, ours);
        if (after == before)
            return;
        tree.Delete(path);
        tree.MakeFile(path, node.Mode, file => file.Write(Encoding.UTF8.GetBytes(after)));
        tree.SetOwner(path, node.User, node.Group);
        tree.SetMode(path, node.Mode);
    }
}
