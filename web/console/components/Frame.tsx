import { BookSearchRegular } from '@fluentui/react-icons/svg/book-search';
import { CallRegular } from '@fluentui/react-icons/svg/call';
import { CallOutboundRegular } from '@fluentui/react-icons/svg/call-outbound';
import { HistoryRegular } from '@fluentui/react-icons/svg/history';
import { MegaphoneLoudRegular } from '@fluentui/react-icons/svg/megaphone-loud';
import type { ReactNode } from 'react';
import { NamesContext, useLoadedNames } from '../hooks/names-context.ts';
import { usePlace } from '../hooks/use-place.ts';
import { addressOf, type Place, type View, viewOf, views } from '../state/place.ts';
import { strings } from '../strings.ts';
import { CodesView } from './CodesView.tsx';
import { CallPage } from './call/CallPage.tsx';
import { CampaignPage } from './campaigns/CampaignPage.tsx';
import { CampaignsView } from './campaigns/CampaignsView.tsx';
import { EndedView } from './EndedView.tsx';
import { LiveView } from './LiveView.tsx';
import { OutboundView } from './outbound/OutboundView.tsx';

/** The navigation, and whatever is looked at. */
export function Frame() {
  const place = usePlace();
  const current = viewOf(place);
  const names = useLoadedNames();
  return (
    <div className="frame">
      <nav className="nav" aria-label={strings.navigation}>
        {views.map((view) => (
          <a
            key={view}
            className="nav-link"
            href={addressOf(view === 'codes' ? { view, search: '' } : { view })}
            aria-current={view === current ? 'page' : undefined}
          >
            {icons[view]}
            <span className="nav-long">{strings.views[view]}</span>
            <span className="nav-short" aria-hidden>
              {strings.shortViews[view]}
            </span>
          </a>
        ))}
      </nav>
      <main className="content" id="content">
        <NamesContext value={names}>{viewAt(place)}</NamesContext>
      </main>
    </div>
  );
}

const icons: Readonly<Record<View, ReactNode>> = {
  live: <CallRegular aria-hidden fontSize={20} />,
  ended: <HistoryRegular aria-hidden fontSize={20} />,
  outbound: <CallOutboundRegular aria-hidden fontSize={20} />,
  campaigns: <MegaphoneLoudRegular aria-hidden fontSize={20} />,
  codes: <BookSearchRegular aria-hidden fontSize={20} />,
};

/** A view begins anew when its subject is another one. */
function viewAt(place: Place): ReactNode {
  switch (place.view) {
    case 'live':
      return <LiveView />;
    case 'ended':
      return <EndedView />;
    case 'call':
      return <CallPage key={place.callId} callId={place.callId} />;
    case 'outbound':
      return <OutboundView />;
    case 'campaigns':
      return <CampaignsView />;
    case 'campaign':
      return <CampaignPage key={place.id} id={place.id} />;
    case 'codes':
      return <CodesView key={place.search} search={place.search} />;
  }
}
