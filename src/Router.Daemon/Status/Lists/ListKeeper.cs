using Microsoft.Extensions.Logging;
using Router.Api.Contract;
using Router.Core.Edges;
using Router.Core.Rulesets;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Daemon.Lists;
using Router.Documents;
using Router.Features.Configuration;
using Router.Features.Dns;
using Router.Features.Lists;

namespace Router.Daemon.Status.Lists;

/// <summary>
/// Keeps the lists that the resolver blocks by and that address sets hold: from the disk at boot, from their places when they are due, and
/// after each commit. What is no list, or became nothing, does not take the place of one; whatever happens, the one that is there goes on.
/// It is nobody's to wait for.
/// </summary>
internal sealed class ListKeeper(
    IListSource source, ListFiles files, KeptAddresses addresses, ConfigurationEngine engine, Device device, IOperations operations,
    EventHub events, TimeProvider time, ILogger<ListKeeper> log) : IDisposable
{
    private const string Subject = "lists", Resolver = "dnsmasq";

    /// <summary>The clock may be set meanwhile.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30), WaitWhileRefused = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim gate = new(1);
    private readonly Dictionary<string, ListEntry> entries = [];
    private IReadOnlyList<DomainList> blocked = [];
    private ValueList<string> allowed = [];
    private string? written;
    private string? refused;
    private volatile Response.Lists status = new([], 0);

    public Response.Lists Status => status;

    private DnsConfig? Dns => engine.Running.Content.Config.Services.Dns;

    public void Dispose() => gate.Dispose();

    public async Task RunAsync(CancellationToken stopping)
    {
        using var commits = new CommitWatch(engine, time);
        await engine.Booted.WaitAsync(stopping);
        files.Forget(engine.Running.Content.Config.Services.Lists.Keys.ToHashSet());
        while (true)
        {
            await LookAsync(_ => false, shrunk: false, stopping);
            await commits.WaitAsync(Pause(), stopping);
        }
    }

    /// <summary>Asks now.</summary>
    /// <exception cref="NotFoundException">No list of that name is used.</exception>
    public async Task<Response.Lists> FetchAsync(string? name, bool shrunk)
    {
        var config = engine.Running.Content.Config;
        if (name is not null && !ListUses.OfDomains(config).Contains(name) && !ListUses.OfAddresses(config).Contains(name))
            throw new NotFoundException($"no list {name} is used", "show lists has those that are");
        await LookAsync(entry => name is null || entry.Name == name, shrunk, CancellationToken.None);
        return Status;
    }

    private async Task LookAsync(Func<ListEntry, bool> now, bool shrunk, CancellationToken stopping)
    {
        await gate.WaitAsync(stopping);
        try
        {
            Meet();
            await ApplyAsync();
            var due = entries.Values.Where(entry => now(entry) || entry.Next is not { } next || next <= time.GetUtcNow()).ToList();
            foreach (var entry in due)
            {
                await AskAsync(entry, shrunk, stopping);
                Tell();
            }
            await ApplyAsync();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>What the document names now; a list of another place is another list.</summary>
    private void Meet()
    {
        var config = engine.Running.Content.Config;
        var lists = config.Services.Lists;
        var (domains, sets) = (ListUses.OfDomains(config), ListUses.OfAddresses(config));
        var wanted = domains.Concat(sets).Where(lists.ContainsKey).ToHashSet();
        foreach (var name in entries.Keys.Where(name => !wanted.Contains(name)).ToList())
            entries.Remove(name);
        foreach (var name in wanted)
        {
            var (list, kind) = (lists[name], domains.Contains(name) ? ListKind.Domains : ListKind.Addresses);
            if (!entries.TryGetValue(name, out var entry) || entry.Config.Url != list.Url || entry.Kind != kind)
                entries[name] = entry = new ListEntry(name, kind, list, Read(name, kind, list));
            entry.Config = list;
            entry.Sets = [.. config.Firewall.Sets.Where(set => set.Value.List == name).Select(set => set.Key)];
            if (entry.Failure is null)
                entry.Next = entry.Kept is { } kept ? Due(entry.Asked ?? kept.Fetched, list.Every) : null;
        }
        Tell();
    }

    private KeptList? Read(string name, ListKind kind, ListConfig config)
    {
        try
        {
            return files.Read(name, kind) is { } kept && kept.Url == config.Url ? kept : null;
        }
        catch (IOException exception)
        {
            log.ListFailed(name, exception.Message);
            return null;
        }
    }

    /// <summary>A clock that was not set yet may have said anything.</summary>
    private DateTimeOffset Due(DateTimeOffset since, TimeSpan every)
    {
        var now = time.GetUtcNow();
        return since > now ? now + every : since + every;
    }

    private async Task AskAsync(ListEntry entry, bool shrunk, CancellationToken stopping)
    {
        try
        {
            var before = entry.Kept;
            entry.Asked = time.GetLocalNow();
            var answer = await source.FetchAsync(
                new ListRequest(entry.Config.Url, entry.Config.Largest, before?.ETag, before?.Modified), stopping);
            if (answer.Content is { } content)
                Take(entry, content, answer, shrunk);
            else if (before is null)
                throw new ListException("its server says that nothing changed, and none is there");
            entry.Failure = null;
            entry.Backoff.Reset();
            entry.Next = Due(time.GetUtcNow(), entry.Config.Every);
        }
        catch (Exception exception) when (exception is ListException or IOException)
        {
            Fail(entry, exception.Message);
        }
    }

    private void Take(ListEntry entry, byte[] content, FetchedList answer, bool shrunk)
    {
        var list = ListContent.Parse(entry.Kind, content);
        var before = entry.Kept;
        if (ListJudgement.Wrong(content, answer.MediaType, list, shrunk ? 0 : before?.Content.Count ?? 0) is { } wrong)
            throw new ListException(wrong);
        var kept = new KeptList(
            entry.Config.Url, time.GetLocalNow(), answer.ETag, answer.Modified, list.Format, list.Others, list.Wrong, list);
        entry.Kept = kept;
        // Flash wears out.
        if (before?.IsSame(kept) == true)
            return;
        log.ListTaken(entry.Name, list.Count, list.Noun.Many);
        files.Write(entry.Name, kept);
    }

    private void Fail(ListEntry entry, string why)
    {
        var failure = entry.Kept is { } kept ? $"{why}; the one of {kept.Fetched:yyyy-MM-dd HH:mm} goes on"
            : entry.Kind == ListKind.Addresses ? $"{why}; none was ever fetched, so {entry.SetNames} is empty"
            : why;
        if (entry.Failure != failure)
        {
            log.ListFailed(entry.Name, failure);
            events.Publish(Subject, $"{entry.Name}: {failure}");
        }
        entry.Failure = failure;
        entry.Next = time.GetUtcNow() + entry.Backoff.Next();
    }

    private async Task ApplyAsync()
    {
        await BlockAsync();
        await FillAsync();
    }

    /// <summary>Brings the sets of the firewall to what lists say, where that is not what they hold.</summary>
    private async Task FillAsync()
    {
        var held = entries.Values.Where(entry => entry.Kind == ListKind.Addresses).ToList();
        foreach (var entry in held)
        {
            if (entry.Kept?.Content is AddressList list && addresses.Set(new SetFeed(entry.Name, entry.Config.Url), list.Blocks))
                events.Publish(Subject, $"{entry.Name}: {list.Count} ranges of addresses in {entry.SetNames}");
        }
        refused = held.Count == 0 ? null : await RefusedAsync();
        Tell();
    }

    /// <summary>Null: the firewall has what the lists say.</summary>
    private async Task<string?> RefusedAsync()
    {
        try
        {
            await engine.BetweenCommitsAsync(async stopping =>
            {
                await device.FillSetsAsync(stopping);
                return true;
            });
            return null;
        }
        catch (ApplyException exception)
        {
            if (refused != exception.Message)
                log.ListFailed("of all", $"the firewall does not take it: {exception.Message}");
            return exception.Message;
        }
    }

    /// <summary>Tells the resolver, where what is blocked is not what it has.</summary>
    private async Task BlockAsync()
    {
        var lists = entries.Values.Select(entry => entry.Kept?.Content).OfType<DomainList>().ToList();
        var allow = Dns?.Allow ?? [];
        // What follows of hundreds of thousands of domains is worked out when they have changed, and not with each commit.
        if (written is null ? lists.Count == 0 : lists.SequenceEqual(blocked) && allow.Equals(allowed))
            return;
        var (text, domains) = BlockFile.Of(lists, allow);
        Tell(domains);
        if (text == written || await HandOverAsync(text, domains))
            (written, blocked, allowed) = (text, lists, allow);
    }

    /// <summary>False: the resolver has what it had.</summary>
    private async Task<bool> HandOverAsync(string text, int domains)
    {
        try
        {
            files.WriteBlocked(text);
            await engine.BetweenCommitsAsync(async stopping =>
            {
                await operations.ReloadAsync(Resolver, stopping);
                return true;
            });
            events.Publish(Subject, $"{domains} domains are blocked");
            return true;
        }
        catch (Exception exception) when (exception is IOException or ApplyException)
        {
            log.ListFailed("of all", $"the resolver does not take it: {exception.Message}");
            return false;
        }
    }

    private void Tell(int? blocked = null) => status = new Response.Lists(
        [.. entries.Values.OrderBy(entry => entry.Name, StringComparer.Ordinal).Select(entry => entry.Status)], blocked ?? status.Blocked)
    {
        Refused = refused,
    };

    private TimeSpan Pause()
    {
        var next = entries.Values.Select(entry => entry.Next).OfType<DateTimeOffset>().DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        var pause = next == DateTimeOffset.MaxValue ? LongestWait : next - time.GetUtcNow();
        var longest = refused is null ? LongestWait : WaitWhileRefused;
        return pause < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : pause > longest ? longest : pause;
    }
}
