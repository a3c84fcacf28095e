using System.Text;
using Router.Core.State;
using Router.Image.Apk;
using Router.Image.Root;
using Router.Image.Tests.Apk;

namespace Router.Image.Tests.Root;

public class AccountScriptsTests
{
    private static readonly ServiceAccount[] Accounts =
        [new("frr", 705, 705) { Groups = [new("frrvty", 706)] }, new("squid", 31, 31) { Home = "/data/squid" }];

    /// <summary>As BusyBox does it: the next free number from 100 on, and nothing where there is such a name.</summary>
    [Fact]
    public void Run_ScriptThatMakesAnAccount_FindsItThere()
    {
        var tree = Tree();
        var scripts = new AccountScripts(new AddUser(tree), tree, Accounts);
        Assert.Null(scripts.Run("lib/apk/exec/a", ["frr"]));
        Assert.Null(scripts.Run("lib/apk/exec/b", ["chrony"]));

        Assert.Equal(
            "root:x:0:0:root:/root:/bin/ash\nsquid:x:31:31:Squid:/var/cache/squid:/sbin/nologin\n"
                + "frr:x:705:705:frr:/:/sbin/nologin\nchrony:x:100:100::/:/sbin/nologin\n",
            tree.Text("etc/passwd"));
        Assert.Equal("usb:x:85:\nsquid:x:31:squid\nfrr:x:705:\nfrrvty:x:706:frr\n", tree.Text("etc/group"));
        Assert.Equal("root:*::0:::::\nfrr:*:0:0:99999:7:::\nsquid:*:0:0:99999:7:::\n", tree.Text("etc/shadow"));
        Assert.Equal((0x1a0, 42u), (tree.Find("etc/shadow")!.Value.Mode, tree.Find("etc/shadow")!.Value.Group));
    }

    [Fact]
    public void Run_BeforeThePackageWithTheFiles_MakesNone()
    {
        var tree = new MemoryTree();
        Assert.Null(new AccountScripts(new AddUser(tree), tree, Accounts).Run("lib/apk/exec/a", []));
        Assert.Null(tree.Find("etc/passwd"));
    }

    [Theory]
    [InlineData("usb:x:85:\n", "frrvty:x:85:frr\n", "frrvty is to have number 85, and usb has 85")]
    [InlineData("chrony:x:100:101:\n", "chrony:x:702:702:\n", "chrony is to have number 702, and chrony has 100")]
    [InlineData("chrony:x:702:702:\nntp:x:123:123:\n", "chrony:x:702:702:\n", null)]
    public void Clashes_TwoNamesOfANumberOrTwoNumbersOfAName_AreTold(string packages, string ours, string? told) =>
        Assert.Equal(told is null ? [] : [told], AccountFile.Clashes(AccountFile.Merge(packages, ours), ours));

    private static MemoryTree Tree()
    {
        var tree = new MemoryTree();
        tree.MakeDirectory("etc", 0x1ed);
        tree.Put("etc/passwd", "root:x:0:0:root:/root:/bin/ash\nsquid:x:31:31:Squid:/var/cache/squid:/sbin/nologin\n");
        tree.Put("etc/group", "usb:x:85:\nsquid:x:31:squid\n");
        tree.MakeFile("etc/shadow", 0x1a0, file => file.Write("root:*::0:::::\n"u8));
        tree.SetOwner("etc/shadow", 0, 42);
        return tree;
    }

    private sealed class AddUser(MemoryTree tree) : IScriptRunner
    {
        public string? Run(string path, IReadOnlyList<string> arguments)
        {
            foreach (var name in arguments)
            {
                var text = tree.Text("etc/passwd");
                if (text.Contains($"\n{name}:", StringComparison.Ordinal))
                    continue;
                tree.Delete("etc/passwd");
                var line = $"{name}:x:100:100::/:/sbin/nologin\n";
                tree.MakeFile("etc/passwd", 0x1a4, file => file.Write(Encoding.UTF8.GetBytes(text + line)));
            }

            return null;
        }
    }
}
