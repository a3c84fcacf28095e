using System.Security.Cryptography;
using System.Text;
using Router.Api.Contract;
using Router.Api.Controllers;
using Router.Controller.Storage;
using Router.Fleet.Push;
using Router.Fleet.Statements;

namespace Router.Controller.Devices;

internal sealed class DeviceGrain(
    [PersistentState("device", StorageNames.Main)] IPersistentState<DeviceState> state, TimeProvider time) : Grain, IDeviceGrain
{
    private TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset? seen;
    private string trouble = "";

    private string Name => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (state.RecordExists && state.State.Name != Name)
            throw new InvalidOperationException($"the storage has the state of {state.State.Name} in place of that of {Name}");
        return Task.CompletedTask;
    }

    public Task InviteAsync(string tokenHash, DateTimeOffset until) =>
        ChangeAsync(now => (now.TokenHash, now.TokenUntil) = (tokenHash, until), isNews: false);

    public async Task<bool> EnrolAsync(string tokenHash, string thumbprint)
    {
        if (state.State.TokenHash is not { } expected || state.State.TokenUntil < time.GetUtcNow() || !Equal(expected, tokenHash))
            return false;
        await ChangeAsync(now => (now.TokenHash, now.Thumbprint, now.NextThumbprint) = (null, thumbprint, null));
        return true;
    }

    public async Task<bool> RenewAsync(string thumbprint, string next)
    {
        if (!await IsMineAsync(thumbprint))
            return false;
        await ChangeAsync(now => now.NextThumbprint = next);
        return true;
    }

    public Task RevokeAsync() => ChangeAsync(now => (now.TokenHash, now.Thumbprint, now.NextThumbprint) = (null, null, null));

    public Task TakeNewKeyAsync() => ChangeAsync(now => now.TakesNewKey = true, isNews: false);

    public Task ProposeAsync(Assignment proposal) => ChangeAsync(now => now.Proposed = proposal, isNews: false);

    public async Task<long> AssignAsync(string rollout)
    {
        // Asked again after a crash: it has been given already.
        if (state.State.Current is { } given && given.Rollout == rollout)
            return given.Revision;
        if (state.State.Proposed is not { } proposal || proposal.Rollout != rollout)
            return 0;
        await ChangeAsync(now =>
        {
            now.Previous = now.Current;
            now.Current = proposal with { Revision = ++now.Revision };
            now.Proposed = null;
        });
        return state.State.Revision;
    }

    public Task WithdrawAsync(string rollout)
    {
        var now = state.State;
        if (now.Current is not { } given || given.Rollout != rollout || HasApplied(given))
            return Task.CompletedTask;
        return ChangeAsync(changed =>
        {
            changed.Current = changed.Previous is { } before ? before with { Revision = ++changed.Revision } : null;
            changed.Previous = null;
        });
    }

    public async Task<Fetched> FetchAsync(string thumbprint, long have, TimeSpan wait)
    {
        if (!IsKnown(thumbprint))
            return new(false, null);
        seen = time.GetUtcNow();
        if (Other(have) is null && wait > TimeSpan.Zero)
            await Task.WhenAny(news.Task, Task.Delay(wait, time));
        // It may have been taken from the device meanwhile.
        return IsKnown(thumbprint) ? new(true, Other(have)) : new(false, null);
    }

    public async Task<string?> ReportAsync(string thumbprint, Said said)
    {
        if (!await IsMineAsync(thumbprint))
            return "its certificate is not known";
        seen = time.GetUtcNow();
        var known = state.State.Record is { } text ? DeviceRecord.Parse(text) : null;
        var verdict = StatementVerdict.Of(
            known, new Response.Statement(said.Text, said.Key, said.Signature), Name, state.State.TakesNewKey);
        trouble = verdict.Trouble ?? "";
        if (verdict.Statement is not { } statement)
            return verdict.Trouble;
        var since = known is { } before && StatementVerdict.Fingerprint(before.Key) == StatementVerdict.Fingerprint(said.Key)
            ? before.KeySince
            : seen.Value;
        var record = new DeviceRecord
        {
            Version = DeviceRecord.Newest,
            Key = said.Key,
            KeySince = since,
            Heard = seen.Value,
            Text = said.Text,
            Signature = said.Signature,
        };
        await ChangeAsync(now =>
        {
            (now.Record, now.TakesNewKey) = (record.ToText(), false);
            (now.SaidRevision, now.Outcome, now.Detail) = (said.Revision, (RunOutcome)said.Outcome, said.Detail);
            if (said.Outcome == (int)RunOutcome.Applied && statement.Confirmed)
                (now.AppliedRevision, now.Applied) = (said.Revision, statement.Document);
        }, isNews: false);
        return null;
    }

    public Task<Standing> StandAsync()
    {
        var now = state.State;
        var record = now.Record is { } text ? DeviceRecord.Parse(text) : null;
        return Task.FromResult(new Standing
        {
            State = StateOf(now, record),
            Revision = now.Current?.Revision ?? 0,
            Detail = trouble.Length > 0 ? trouble : now.Current is { } given && now.SaidRevision == given.Revision ? now.Detail : "",
            Seen = seen,
            Stated = record?.Heard,
            Text = record?.Text,
            Rollout = now.Current?.Rollout,
        });
    }

    private static string StateOf(DeviceState now, DeviceRecord? record)
    {
        if (now.Thumbprint is null)
            return Standing.NoCertificate;
        if (record is null)
            return Standing.Unknown;
        if (now.Current is not { } given)
            return Standing.Unassigned;
        var statement = record.Statement;
        var runs = statement.Confirmed && (statement.Document == DeviceStatement.DigestOf(DocumentText.AsStored(given.Document))
            || (now.AppliedRevision == given.Revision && now.Applied == statement.Document));
        if (runs)
            return Standing.Same;
        if (now.SaidRevision != given.Revision)
            return Standing.Pending;
        return now.Outcome == RunOutcome.Failed ? Standing.Failed : Standing.Differs;
    }

    private bool HasApplied(Assignment given) => state.State.AppliedRevision == given.Revision;

    private Assignment? Other(long have) => state.State.Current is { } given && given.Revision != have ? given : null;

    private bool IsKnown(string thumbprint) =>
        state.State.Thumbprint is { } one && (Equal(one, thumbprint) || (state.State.NextThumbprint is { } two && Equal(two, thumbprint)));

    /// <summary>A certificate that is used for the first time takes the place of the one before.</summary>
    private async Task<bool> IsMineAsync(string thumbprint)
    {
        if (!IsKnown(thumbprint))
            return false;
        if (state.State.NextThumbprint is { } next && Equal(next, thumbprint))
            await ChangeAsync(now => (now.Thumbprint, now.NextThumbprint) = (next, null), isNews: false);
        return true;
    }

    private async Task ChangeAsync(Action<DeviceState> change, bool isNews = true)
    {
        state.State.Name = Name;
        change(state.State);
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What is in memory is not what is kept.
            DeactivateOnIdle();
            throw;
        }
        if (!isNews)
            return;
        var waiting = news;
        news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.TrySetResult();
    }

    private static bool Equal(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
