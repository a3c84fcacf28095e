using System.Globalization;
using System.Text;

namespace Router.Image.Apk.Installing;

/// <summary>Owners by name, as the tree's own /etc/passwd and /etc/group know them; the numbers of the archive where they do not.</summary>
internal sealed class OwnerNames(IFileTree tree)
{
    private readonly Dictionary<string, uint?> users = [];
    private readonly Dictionary<string, uint?> groups = [];

    public (uint User, uint Group) Resolve(FileOwner owner) =>
        (Look(users, "etc/passwd", owner.UserName) ?? owner.User, Look(groups, "etc/group", owner.GroupName) ?? owner.Group);

    /// <summary>After a script ran, which may have added users.</summary>
    public void Forget()
    {
        users.Clear();
        groups.Clear();
    }

    private uint? Look(Dictionary<string, uint?> known, string file, string name)
    {
        if (name.Length == 0)
            return null;
        if (!known.TryGetValue(name, out var number))
            known[name] = number = Search(file, name);
        return number;
    }

    // Both files have the number in their third field.
    private uint? Search(string file, string name)
    {
        if (tree.Find(file) is not { Kind: NodeKind.File })
            return null;
        foreach (var line in Encoding.UTF8.GetString(tree.ReadFile(file)).Split('\n'))
        {
            var fields = line.Split(':');
            if (fields.Length >= 3 && fields[0] == name
                && uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return number;
        }

        return null;
    }
}
