using System.Text;
using Router.Core.Boards;
using Router.Documents;
using Router.Image.Apk.Repositories;
using Router.Image.Apk.Resolving;
using Router.Image.Architectures;
using Router.Image.Building;
using Router.Image.Building.Edges;
using Router.Image.Disk;
using Router.Image.Lab.Edges;
using Router.Image.Root;
using Router.Image.Root.Edges;

namespace Router.Image.Boards.Edges;

/// <summary>Holds a board's folder against the packages that its image would be made of, without building it.</summary>
public sealed class BoardCheck
{
    private readonly ImageRequest request;
    private readonly IProgressSink progress;
    private readonly string profile;
    private readonly BoardPlaces places;
    private readonly List<Problem> problems = [], notes = [];

    private BoardCheck(ImageRequest request, IProgressSink progress, byte[] text)
    {
        (this.request, this.progress, places) = (request, progress, new BoardPlaces(text));
        profile = BoardFolder.Profile(request.Repository, request.Board);
    }

    /// <param name="request">As for a build; nothing is written but caches.</param>
    /// <param name="progress">Is told what is fetched.</param>
    /// <param name="stopping">Ends the work.</param>
    /// <exception cref="ImageException">There is no such board, or packages cannot be asked for.</exception>
    /// <exception cref="Apk.ApkException">A repository or package does not verify.</exception>
    public static async Task<BoardReport> RunAsync(ImageRequest request, IProgressSink progress, CancellationToken stopping)
    {
        var text = BoardFolder.Bytes(request.Repository, request.Board);
        var check = new BoardCheck(request, progress, text);
        await check.RunAsync(text, stopping);
        return new BoardReport(request.Board, check.problems, check.notes);
    }

    private async Task RunAsync(byte[] text, CancellationToken stopping)
    {
        var wanted = ModuleFiles.Read(request.Repository, request.Board);
        var (board, found) = BoardReader.Read(text);
        problems.AddRange(found.Select(problem => problem with { File = profile }));
        if (board is not null && found.Count == 0 && board.Name != request.Board)
            Add(BoardFolder.NameProblem(request.Repository, request.Board));
        if (board is null || problems.Count > 0)
        {
            AddModules(wanted, list => list.Problems);
            return;
        }
        wanted = wanted.For(board.Architecture);
        board = request.Apply(board);
        board = board with { Packages = await KnownAsync(board, stopping) };
        var source = await PackageSource.OpenAsync(request, board, progress, stopping);
        var packages = Resolve(source, board);
        if (board.IsContainer)
            return;
        var kernel = ReadKernel(packages);
        if (kernel.Version is not { } version)
        {
            if (problems.Count == 0)
                Add(places.Problem(
                    "none of these packages is a kernel",
                    $"name one: linux-lts, linux-image-{Architecture.Of(board.Architecture).Debian}", "packages"));
            AddModules(wanted, list => list.Problems);
            return;
        }
        var selection = kernel.Selection;
        AddModules(wanted, list => MissingModules.Of(list, selection, version));
        foreach (var problem in BoardFirmware.Missing(
            BoardFolder.Of(request.Repository, request.Board), board, places, kernel.HasFirmware))
            Add(problem);
        if (board.Boot.Contains(BootLoader.RaspberryPi))
            AddBootFiles(kernel);
    }

    private void AddBootFiles(KernelContents kernel)
    {
        var own = Path.Combine(BoardFolder.Of(request.Repository, request.Board), "boot");
        IEnumerable<string> names = Directory.Exists(own) ? Directory.EnumerateFiles(own).Select(file => Path.GetFileName(file)) : [];
        foreach (var (pattern, how) in PiFiles.Missing([.. kernel.BootFiles, .. names]))
            Add(places.Problem($"no package of the board has a {pattern} in /boot, nor is it in its boot/", how, "boot", "raspberry-pi"));
    }

    /// <summary>The names without those that Debian does not know; an Alpine release is asked later.</summary>
    private async Task<PackageNames> KnownAsync(BoardProfile board, CancellationToken stopping)
    {
        if (!await PackageSource.IsLabAsync(request, board, stopping))
            return board.Packages;
        var mirror = new DebianMirror(Architecture.Of(board.Architecture), PackageSource.DebsFolder(request.Repository));
        var unknown = await mirror.UnknownAsync([.. PackageSource.Choose(board.Packages, ImageSource.Lab)], stopping);
        foreach (var name in unknown)
            AddPackage(board, name, "the lab repository is made of Debian's packages, and none has this name");
        return new PackageNames
        {
            Common = [.. board.Packages.Common.Where(name => !unknown.Contains(name))],
            Alpine = board.Packages.Alpine,
            Lab = [.. board.Packages.Lab.Where(name => !unknown.Contains(name))],
        };
    }

    /// <summary>What the board's packages bring; names that cannot be had are problems, each by itself.</summary>
    private IReadOnlyList<ResolvedPackage> Resolve(PackageSource source, BoardProfile board)
    {
        var names = source.Own(board.Packages);
        try
        {
            return ApkResolver.Resolve(source.Repositories, names);
        }
        catch (UnsolvableException whole)
        {
            var bad = names.Where(name => Fault(source, name) is not null).ToList();
            foreach (var name in bad)
                AddPackage(board, name, Fault(source, name)!);
            if (bad.Count == 0)
                Add(places.Problem(whole.Message.Trim().ReplaceLineEndings(" "), "these packages do not go together", "packages"));
            return bad.Count == 0 ? [] : ApkResolver.Resolve(source.Repositories, [.. names.Except(bad)]);
        }
    }

    private static string? Fault(PackageSource source, string name)
    {
        try
        {
            ApkResolver.Resolve(source.Repositories, [name]);
            return null;
        }
        catch (UnsolvableException e)
        {
            return e.Message.Trim().ReplaceLineEndings(" ");
        }
    }

    private static KernelContents ReadKernel(IEnumerable<ResolvedPackage> packages)
    {
        var contents = new KernelContents();
        foreach (var package in packages.Where(p => p.Entry.InstalledSize > 0 && IsOfHardware(p.Name)))
        {
            using var files = package.Repository.ReadPackage(package.Entry).OpenContent();
            while (files.Next() is { } file)
                contents.Add(file.Name.TrimEnd('/'), Text);

            string Text()
            {
                using var content = new MemoryStream();
                files.CopyTo(content);
                return Encoding.UTF8.GetString(content.ToArray());
            }
        }
        return contents;
    }

    /// <summary>Kernels and firmware have such names in both distributions.</summary>
    private static bool IsOfHardware(string package) =>
        package.StartsWith("linux-", StringComparison.Ordinal) || package.StartsWith("raspberrypi-", StringComparison.Ordinal)
            || package.Contains("firmware", StringComparison.Ordinal);

    private void AddModules(WantedModules wanted, Func<ModuleList, IEnumerable<Problem>> of)
    {
        foreach (var list in wanted.Board)
            problems.AddRange(of(list).Select(problem => problem with { File = list.File }));
        notes.AddRange(of(wanted.Every).Select(problem => problem with { File = wanted.Every.File }));
    }

    private void AddPackage(BoardProfile board, string name, string message) => Add(places.Problem(
        message, "mend the name, or take it out", "packages",
        board.Packages.Common.Contains(name) ? "common" : board.Packages.Lab.Contains(name) ? "lab" : "alpine", name));

    private void Add(Problem problem) => problems.Add(problem with { File = profile });
}
