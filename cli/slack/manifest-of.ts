import type { AppsManifestCreateArguments } from '@slack/web-api';
import { botEvents, botScopes, slashCommands } from '../../shared/adapters/slack/app-settings.ts';

export type AppManifest = AppsManifestCreateArguments['manifest'];

/**
 * All that Slack must know of the app. Everything is delivered to one URL. https://docs.slack.dev/reference/app-manifest
 * @param name as people see it
 */
export function manifestOf(name: string, url: string): AppManifest {
  return {
    display_information: {
      name,
      description: 'Access to Kubernetes, asked for and approved here, taken away by itself',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: name, always_online: true },
      slash_commands: Object.values(slashCommands).map(({ command, description, usageHint }) => ({
        ...{ command, description, url },
        usage_hint: usageHint,
        should_escape: true,
      })),
    },
    oauth_config: { scopes: { bot: botScopes.map(({ scope }) => scope) } },
    settings: {
      event_subscriptions: { request_url: url, bot_events: [...botEvents] },
      interactivity: { is_enabled: true, request_url: url, message_menu_options_url: url },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  };
}
