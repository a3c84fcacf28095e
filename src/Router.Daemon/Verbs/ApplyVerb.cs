using Router.Core.Edges;
using Router.Core.Planning;
using Router.Core.Plans;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Features.Firewall.Sets;

namespace Router.Daemon.Verbs;

/// <summary><c>routerd apply FILE</c>: one document, once, in the network namespace of the process; no daemon is needed.</summary>
internal sealed class ApplyVerb(TextWriter output, TextWriter error)
{
    private const int Done = 0, Input = 1, Usage = 2, Machine = 3;
    private const int MostProblems = 100;

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken stopping)
    {
        if (arguments is ["--help" or "-h"])
        {
            output.Write(Product.Usage);
            return Done;
        }
        if (ApplyOptions.Parse(arguments, out var problem) is not { } options)
        {
            error.Write($"error: {problem}\n{Product.Usage}");
            return Usage;
        }
        try
        {
            return await RunAsync(options, stopping);
        }
        catch (FileNotFoundException e)
        {
            error.WriteLine($"error: {options.File}: {e.Message}");
            return Input;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ApplyException)
        {
            error.WriteLine($"error: {e.Message}");
            return Machine;
        }
    }

    private async Task<int> RunAsync(ApplyOptions options, CancellationToken stopping)
    {
        var (state, applier, _) = LinuxDevice.Open(options.Paths, often: false, line => error.WriteLine($"note: {line}"));
        using var open = applier;
        applier.FillFrom(new KeptAddresses(new ListFiles(options.Paths.State, options.Paths.Blocked, new Disk())));
        var machine = MachineProfile.Read(options.Paths, new SecretFiles(options.Paths.Secrets, new Disk()));
        var reading = ConfigValidator.Check(
            await File.ReadAllBytesAsync(options.File, stopping),
            new Surroundings(machine.Board, [.. machine.Secrets.Names()], SetFilesBeside(options.File)));
        if (reading.Problems.Count > 0 || reading.Document is null)
            return Refuse(options.File, [.. reading.Problems]);
        var built = DesiredStateBuilder.Build(
            reading.Config,
            new BuildContext(machine.Board, await state.ReadLinksAsync(counters: false, stopping), machine.Secrets, machine.Accounts)
            {
                Salt = machine.Salt
            });
        if (built.State is null)
            return Refuse(options.File, CheckedDocuments.Locate(built.Problems, reading.Document));
        var result = await new Transaction(state, applier).RunAsync(built.State, options.DryRun, null, stopping);
        return Report(result, options.Json);
    }

    private static SetFileFolder SetFilesBeside(string file) =>
        new(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, AddressSet.Folder), new Disk());

    private int Refuse(string file, IReadOnlyList<Problem> problems)
    {
        foreach (var problem in problems.Take(MostProblems))
            error.WriteLine(problem.ToString(file));
        error.WriteLine($"{problems.Count} problem(s); nothing was changed");
        return Input;
    }

    private int Report(TransactionResult result, bool json)
    {
        foreach (var waits in result.Waiting)
            error.WriteLine($"note: {waits}");
        switch (result)
        {
            case TransactionResult.Unchanged:
                output.Write(json ? "[]\n" : "nothing to change\n");
                return Done;
            case TransactionResult.Planned planned:
                Write(planned.Plan, json);
                return Done;
            case TransactionResult.Applied applied:
                Write(applied.Plan, json);
                return Done;
            case TransactionResult.Refused refused:
                foreach (var reason in refused.Reasons)
                    error.WriteLine($"error: {reason}");
                error.WriteLine("nothing was changed");
                return Input;
            case TransactionResult.Failed failed:
                error.WriteLine($"error: {failed.Reason}");
                error.WriteLine(
                    failed.NotUndone.Count == 0 ? "everything was taken back" : $"not taken back: {string.Join("; ", failed.NotUndone)}");
                return Machine;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void Write(IReadOnlyList<Change> plan, bool json) => output.Write(json ? PlanJson.Render(plan) + "\n" : PlanText.Render(plan));
}
