using System.Text;
using Router.Features.Composition;
using Router.Testing;

namespace Router.Core.Tests.Services.Text;

/// <summary>A program of this machine or, for root, of the tree that an image was made from, run in it.</summary>
internal sealed class ServiceProgram
{
    private const string Trees = "artifacts/cache/trees", Board = "root-vm-x86_64";

    /// <summary>In a mount namespace of its own: over the tree lie accounts, and what is to be read, at the same path.</summary>
    private const string Enter = """
        tree=$1 folder=$2 accounts=$3; shift 3
        mount -t tmpfs tmpfs /mnt && mkdir /mnt/root /mnt/upper /mnt/work &&
          mount -t overlay overlay -o "lowerdir=$tree,upperdir=/mnt/upper,workdir=/mnt/work" /mnt/root && cd /mnt/root &&
          mkdir -p etc dev run var/run var/tmp ".$folder" && mount --bind /dev dev &&
          mount --bind "$folder" ".$folder" && members=$(echo $accounts | tr ' ' ,) &&
          for name in $accounts; do
            n=$((${n:-100} + 1)); echo "$name:x:$n:$n::/:/bin/false" >>etc/passwd; echo "$name:x:$n:$members" >>etc/group
          done && exec chroot . "$@"
        """;

    /// <summary>Debian's squid asks for the last one before it reads that it is to be another.</summary>
    private static readonly string Accounts =
        string.Join(' ', FeatureAccounts.All.SelectMany(account => account.Names).Append("proxy").Distinct());

    private readonly string tool;
    private readonly string? tree;

    private ServiceProgram(string tool, string? tree) => (this.tool, this.tree) = (tool, tree);

    /// <summary>Null: it is in neither.</summary>
    public static ServiceProgram? Find(string tool)
    {
        if (IsThere("", tool))
            return new ServiceProgram(tool, null);
        var trees = new DirectoryInfo(Path.Combine(Golden.Root(), Trees));
        var tree = Environment.IsPrivilegedProcess && trees.Exists
            ? trees.GetDirectories($"{Board}+*").Where(t => IsThere(t.FullName, tool)).MaxBy(t => t.LastWriteTimeUtc)
            : null;
        return tree is null ? null : new ServiceProgram(tool, tree.FullName);
    }

    /// <param name="folder">What it may read, below /tmp.</param>
    /// <param name="arguments">Of the program.</param>
    public (int Status, string Said) Run(string folder, params string[] arguments)
    {
        string[] command = tree is null
            ? [tool, .. arguments]
            : ["unshare", "--mount", "sh", "-c", Enter, "sh", tree, folder, Accounts, tool, .. arguments];
        var (status, output, error) = Programs.Run(command[0], command.Skip(1));
        return (status, Encoding.UTF8.GetString(output) + error);
    }

    private static bool IsThere(string root, string tool) => tool.StartsWith('/')
        ? File.Exists(root + tool)
        : "/usr/sbin:/usr/bin:/sbin:/bin".Split(':').Any(folder => File.Exists($"{root}{folder}/{tool}"));
}
